"""What was done to keep the records, closed by triggers. To go back: the triggers and the table are dropped.

Locks: nothing that people use; the table is new.
"""

from django.db import migrations, models

from alur.records import triggers


def guard(apps, schema_editor):
    triggers.BACKUPS.install(schema_editor.connection)


def unguard(apps, schema_editor):
    triggers.BACKUPS.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0017_aman"),
    ]

    operations = [
        migrations.CreateModel(
            name='Backup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cadangan', 'Cadangan'), ('periksa', 'Pemeriksaan cadangan'), ('uji', 'Uji pulih'), ('pulih', 'Pemulihan'), ('pindah', 'Pemindahan basis data')], max_length=10, verbose_name='jenis')),
                ('at', models.DateTimeField(verbose_name='mulai')),
                ('seconds', models.FloatField(verbose_name='lamanya, detik')),
                ('place', models.CharField(max_length=500, verbose_name='tempat')),
                ('outcome', models.CharField(choices=[('baik', 'Baik'), ('kurang', 'Ada yang kurang'), ('gagal', 'Gagal')], max_length=8, verbose_name='hasil')),
                ('database_bytes', models.PositiveBigIntegerField(default=0, verbose_name='basis data, bita')),
                ('files', models.PositiveBigIntegerField(default=0, verbose_name='berkas')),
                ('file_bytes', models.PositiveBigIntegerField(default=0, verbose_name='berkas, bita')),
                ('copied_bytes', models.PositiveBigIntegerField(default=0, verbose_name='berkas yang baru disalin, bita')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='sidik manifest')),
                ('detail', models.TextField(blank=True, verbose_name='keterangan')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['kind', '-at'], name='backup_kind_at')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
