"""Codes, series and voiding of papers, and how often an address asked. To go back: the columns and tables are dropped.

Locks: versions of papers while its two unique indexes and one index are built: stop Alur for it, seconds for
100,000 versions.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_tenggat'),
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('used', models.PositiveIntegerField(default=0)),
                ('resets_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Voiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('isi', 'Isi keliru'), ('tujuan', 'Salah alamat atau penerima'), ('ganda', 'Terbit ganda'), ('tidak_dipakai', 'Tidak jadi dipakai'), ('lain', 'Alasan lain')], max_length=20, verbose_name='alasan')),
                ('note', models.TextField(verbose_name='keterangan')),
                ('voided_at', models.DateTimeField(verbose_name='dibatalkan')),
                ('voided_as', models.CharField(max_length=300, verbose_name='selaku')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='documentversion',
            name='code',
            field=models.CharField(blank=True, max_length=12, verbose_name='kode periksa'),
        ),
        migrations.AddField(
            model_name='documentversion',
            name='running',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='urutan'),
        ),
        migrations.AddField(
            model_name='documentversion',
            name='series',
            field=models.CharField(blank=True, max_length=120, verbose_name='deret nomor'),
        ),
        migrations.AlterField(
            model_name='documentversion',
            name='state',
            field=models.CharField(choices=[('diajukan', 'Diajukan'), ('terbit', 'Terbit'), ('disetujui', 'Disetujui'), ('dikoreksi', 'Dikoreksi'), ('batal', 'Batal')], default='diajukan', max_length=12, verbose_name='keadaan'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(condition=models.Q(('series', ''), _negated=True), fields=('series', 'running'), name='version_running_number_once'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='version_code_once'),
        ),
        migrations.AddIndex(
            model_name='documentversion',
            index=models.Index(condition=models.Q(('series', ''), _negated=True), fields=['-made_at', '-id'], name='version_numbered_newest'),
        ),
        migrations.AddField(
            model_name='voiding',
            name='version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='voiding', to='records.documentversion'),
        ),
        migrations.AddField(
            model_name='voiding',
            name='voided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
