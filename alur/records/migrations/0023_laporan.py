"""Rows kept of closed months, assessments, two indexes of cases. To go back: rows and indexes are dropped.

The kept rows can be made anew (`alur report rebuild`); issued assessments are lost with their table, so keep a copy.

Locks: on PostgreSQL the cases against writers while their two indexes are made (a second or two for 100,000).
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0022_retensi"),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tabel-7', 'Formulir monitoring pelaksanaan SOP (Tabel 7)'), ('evaluasi', 'Formulir evaluasi penerapan SOP')], max_length=10, verbose_name='jenis')),
                ('starts_on', models.DateField(verbose_name='sejak')),
                ('ends_on', models.DateField(verbose_name='sampai')),
                ('content', models.JSONField(default=dict, verbose_name='isi')),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
                ('saved_at', models.DateTimeField(verbose_name='disimpan')),
                ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='ditetapkan')),
                ('issued_as', models.CharField(blank=True, max_length=300, verbose_name='selaku')),
                ('official_number', models.CharField(blank=True, max_length=120, verbose_name='nomor naskah')),
                ('series', models.CharField(blank=True, max_length=120, verbose_name='deret nomor')),
                ('running', models.PositiveIntegerField(blank=True, null=True, verbose_name='urutan')),
                ('code', models.CharField(blank=True, max_length=12, verbose_name='kode periksa')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='sidik isi')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='KeptFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='bulan')),
                ('is_top_secret', models.BooleanField(default=False, verbose_name='sangat rahasia')),
                ('figures', models.JSONField(verbose_name='angka')),
                ('kept_at', models.DateTimeField(verbose_name='disimpan')),
            ],
            options={
                'ordering': ['month', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='KeptVisits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='bulan')),
                ('is_top_secret', models.BooleanField(default=False, verbose_name='sangat rahasia')),
                ('step', models.CharField(max_length=60, verbose_name='langkah')),
                ('is_wall_clock', models.BooleanField(default=False)),
                ('decision', models.CharField(max_length=60, verbose_name='keputusan')),
                ('next_step', models.CharField(blank=True, max_length=60, verbose_name='langkah sesudahnya')),
                ('round', models.PositiveIntegerField(verbose_name='putaran')),
                ('judged', models.PositiveIntegerField(verbose_name='dinilai')),
                ('late', models.PositiveIntegerField(verbose_name='lewat')),
                ('used', models.JSONField(verbose_name='terpakai, detik')),
                ('waited', models.JSONField(verbose_name='menunggu, detik')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['procedure', 'opened_at'], name='case_opened'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['procedure', 'closed_at'], name='case_closed'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.edition'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.storedfile'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='issued_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessment',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessment',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='records.procedure'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='saved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='keptfigures',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.procedure'),
        ),
        migrations.AddField(
            model_name='keptvisits',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.edition'),
        ),
        migrations.AddField(
            model_name='keptvisits',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.procedure'),
        ),
        migrations.AddField(
            model_name='keptvisits',
            name='role',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.role'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='assessment_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('kind', 'procedure', 'starts_on', 'ends_on'), name='assessment_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('official_number', ''), _negated=True), fields=('official_number',), name='assessment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('series', ''), _negated=True), fields=('series', 'running'), name='assessment_running_once'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='assessment_code_once'),
        ),
        migrations.AddConstraint(
            model_name='keptfigures',
            constraint=models.UniqueConstraint(fields=('procedure', 'month', 'is_top_secret'), name='kept_figures_once'),
        ),
        migrations.AddIndex(
            model_name='keptvisits',
            index=models.Index(fields=['procedure', 'month'], name='kept_visits_month'),
        ),
    ]
