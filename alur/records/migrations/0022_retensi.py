"""Retention: schedule, holds, lists, destructions, and the one way in which a destroyed case's lines are emptied.

To go back: the triggers become those of before and the tables are dropped, but only while nothing was destroyed; the
lines of a destroyed case cannot be had again, and without these tables nobody could tell why.

Locks: files for the moment that an empty column takes (SQLite rewrites the table), and on PostgreSQL the record against
writers while its triggers are put up anew.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alur.records import triggers


def guard(apps, schema_editor):
    connection = schema_editor.connection
    triggers.ENTRIES.remove(connection)
    triggers.EMPTIABLE_ENTRIES.install(connection)
    triggers.DESTRUCTIONS.install(connection)
    triggers.DESTRUCTION_ALLOWED.install(connection)


def unguard(apps, schema_editor):
    connection = schema_editor.connection
    if apps.get_model("records", "Destruction").objects.exists():
        raise RuntimeError("Arsip sudah ada yang dimusnahkan; migrasi ini tidak dapat dibatalkan.")
    triggers.DESTRUCTION_ALLOWED.remove(connection)
    triggers.DESTRUCTIONS.remove(connection)
    triggers.EMPTIABLE_ENTRIES.remove(connection)
    triggers.ENTRIES.install(connection)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0021_pantau"),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='destroyed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('musnah', 'Usul musnah'), ('serah', 'Usul serah ke ANRI')], max_length=10, verbose_name='jenis')),
                ('state', models.CharField(choices=[('diusulkan', 'Menunggu keputusan'), ('ditolak', 'Ditolak'), ('disetujui', 'Disetujui'), ('berjalan', 'Sedang dimusnahkan'), ('selesai', 'Selesai')], default='diusulkan', max_length=12, verbose_name='keadaan')),
                ('note', models.CharField(max_length=500, verbose_name='pertimbangan')),
                ('appraisal_number', models.CharField(max_length=120, verbose_name='nomor pertimbangan panitia penilai')),
                ('proposed_at', models.DateTimeField(verbose_name='diusulkan')),
                ('proposed_as', models.CharField(max_length=300, verbose_name='selaku')),
                ('decision_number', models.CharField(blank=True, max_length=120, verbose_name='nomor keputusan')),
                ('anri_number', models.CharField(blank=True, max_length=120, verbose_name='nomor persetujuan ANRI')),
                ('decision_note', models.CharField(blank=True, max_length=500, verbose_name='catatan keputusan')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='diputuskan')),
                ('decided_as', models.CharField(blank=True, max_length=300, verbose_name='selaku')),
                ('begun_at', models.DateTimeField(blank=True, null=True, verbose_name='dilaksanakan')),
                ('begun_as', models.CharField(blank=True, max_length=300, verbose_name='selaku')),
                ('witnesses', models.CharField(blank=True, max_length=500, verbose_name='saksi')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai')),
                ('official_number', models.CharField(blank=True, max_length=120, verbose_name='nomor berita acara')),
                ('series', models.CharField(blank=True, max_length=120, verbose_name='deret nomor')),
                ('running', models.PositiveIntegerField(blank=True, null=True, verbose_name='urutan')),
                ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.storedfile')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('classification', models.CharField(max_length=40, verbose_name='klasifikasi')),
                ('ended_on', models.DateField(verbose_name='berakhir')),
                ('expires_on', models.DateField(verbose_name='habis retensi')),
                ('files', models.PositiveIntegerField(default=0, verbose_name='jumlah berkas')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='dikeluarkan')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='dilaksanakan')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposal_items', to='records.case')),
                ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='records.disposal')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Destruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='dimusnahkan')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='destruction', to='records.case')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='destruction', to='records.letter')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='destruction', to='records.disposalitem')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('letter_number', models.CharField(max_length=120, verbose_name='nomor surat')),
                ('set_at', models.DateTimeField(verbose_name='ditahan')),
                ('lift_reason', models.CharField(blank=True, max_length=500, verbose_name='alasan pencabutan')),
                ('lift_letter_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat pencabutan')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='records.case')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='klasifikasi')),
                ('name', models.CharField(max_length=200, verbose_name='jenis arsip')),
                ('active_years', models.PositiveSmallIntegerField(verbose_name='aktif, tahun')),
                ('inactive_years', models.PositiveSmallIntegerField(verbose_name='inaktif, tahun')),
                ('fate', models.CharField(choices=[('musnah', 'Musnah'), ('permanen', 'Permanen'), ('dinilai_kembali', 'Dinilai kembali')], max_length=20, verbose_name='nasib akhir')),
                ('basis', models.CharField(max_length=200, verbose_name='nomor keputusan')),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('starts_on', models.DateField(verbose_name='berlaku sejak')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='berlaku sampai')),
            ],
            options={
                'ordering': ['code', '-starts_on'],
                'constraints': [models.UniqueConstraint(fields=('code', 'starts_on'), name='retention_day_once'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('code',), name='retention_open_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='retention_ends_after_start')],
            },
        ),
        migrations.AddField(
            model_name='disposalitem',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.retentionrule'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='disposal_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('case',), name='hold_one_a_case'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.UniqueConstraint(fields=('disposal', 'case'), name='disposal_item_once'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', False)), fields=('case',), name='disposal_done_once'),
        ),
        migrations.RunPython(guard, unguard),
    ]
