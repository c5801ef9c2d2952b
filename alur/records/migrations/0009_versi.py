"""How much a correction point asks for. Points of before must all be mended. To go back: the column is dropped.

Locks: correction points for the moment that a column with a constant takes; SQLite rewrites the table.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_naskah'),
    ]

    operations = [
        migrations.AddField(
            model_name='correctionpoint',
            name='severity',
            field=models.CharField(choices=[('wajib', 'Harus diperbaiki'), ('catatan', 'Catatan')], default='wajib', max_length=10, verbose_name='bobot'),
        ),
    ]
