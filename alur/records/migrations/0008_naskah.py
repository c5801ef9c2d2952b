"""Prints asked for, and faults of the office's templates. To go back: both tables are dropped.

Locks: nothing that people use; the tables are new.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0007_running_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='TemplateFault',
            fields=[
                ('template', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='templat')),
                ('message', models.TextField(verbose_name='sebab')),
                ('found_at', models.DateTimeField(verbose_name='diketahui')),
            ],
        ),
        migrations.CreateModel(
            name='PrintJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('riwayat', 'Riwayat permintaan'), ('agenda', 'Buku agenda surat masuk')], max_length=10)),
                ('year', models.PositiveIntegerField(blank=True, null=True, verbose_name='tahun')),
                ('basis', models.CharField(max_length=40)),
                ('requested_at', models.DateTimeField(verbose_name='diminta')),
                ('state', models.CharField(choices=[('menunggu', 'Menunggu giliran'), ('berjalan', 'Sedang disusun'), ('siap', 'Siap diunduh'), ('gagal', 'Gagal'), ('kedaluwarsa', 'Sudah dihapus')], default='menunggu', max_length=12)),
                ('done', models.PositiveIntegerField(default=0, verbose_name='bagian selesai')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='jumlah bagian')),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='halaman')),
                ('size', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='ukuran, bita')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('fault', models.TextField(blank=True, verbose_name='sebab gagal')),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='records.case')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['requested_by', '-id'], name='print_requested_by')],
            },
        ),
    ]
