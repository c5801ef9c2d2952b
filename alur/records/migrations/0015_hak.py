"""Who has read what, closed by triggers. To go back: the triggers and the table are dropped, with what is in it.

Locks: nothing that people use; the table is new.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alur.records import triggers


def guard(apps, schema_editor):
    triggers.READINGS.install(schema_editor.connection)


def unguard(apps, schema_editor):
    triggers.READINGS.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0014_pengguna'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_as', models.CharField(max_length=300, verbose_name='selaku')),
                ('at', models.DateTimeField(verbose_name='saat')),
                ('what', models.CharField(max_length=300, verbose_name='yang dibaca')),
                ('security', models.CharField(choices=[('B', 'Biasa/Terbuka'), ('T', 'Terbatas'), ('R', 'Rahasia'), ('SR', 'Sangat rahasia')], max_length=2, verbose_name='keamanan')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='alasan')),
                ('is_statement', models.BooleanField(default=False, verbose_name='pernyataan alasan')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='records.letter')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['letter', 'user', '-id'], name='reading_letter_user')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
