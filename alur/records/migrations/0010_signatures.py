"""The NIK by which BSrE knows a signer, and the facts of a print's signature. To go back: both columns are dropped.

Locks: people and files of versions for the moment that a column takes; SQLite rewrites both tables.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_versi'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='nik',
            field=models.CharField(blank=True, max_length=16, verbose_name='NIK'),
        ),
        migrations.AddField(
            model_name='versionfile',
            name='signature',
            field=models.JSONField(blank=True, default=dict, verbose_name='tanda tangan'),
        ),
    ]
