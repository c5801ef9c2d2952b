"""Decrees with their lines, and calendar rows that carry the versions in which they hold. To go back: both are dropped.

Locks: days off, timetables and calendar versions, small tables that only decrees write; rewritten on SQLite.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_case_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decree',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('skb', 'SKB'), ('keppres', 'Keppres'), ('se', 'Surat edaran'), ('unit', 'Keputusan unit')], max_length=10, verbose_name='jenis')),
                ('number', models.CharField(max_length=120, verbose_name='nomor')),
                ('dated_on', models.DateField(verbose_name='tanggal')),
                ('about', models.CharField(max_length=300, verbose_name='tentang')),
                ('state', models.CharField(choices=[('draf', 'Menunggu ditetapkan'), ('ditetapkan', 'Ditetapkan'), ('ditolak', 'Tidak ditetapkan')], default='draf', max_length=10, verbose_name='keadaan')),
                ('proposed_at', models.DateTimeField(verbose_name='diusulkan')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='diputus')),
                ('decided_as', models.CharField(blank=True, max_length=300, verbose_name='selaku')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='alasan tidak ditetapkan')),
                ('replanned_to', models.BigIntegerField(default=0)),
                ('replanned_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-dated_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DecreeLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='baris')),
                ('act', models.CharField(choices=[('libur nasional', 'Libur nasional'), ('cuti bersama', 'Cuti bersama'), ('libur khusus', 'Libur khusus unit'), ('dicabut', 'Libur dicabut'), ('dipindah', 'Libur dipindah'), ('ramadan', 'Masa Ramadan'), ('jam khusus', 'Jam kerja khusus')], max_length=20, verbose_name='perubahan')),
                ('date', models.DateField(verbose_name='tanggal')),
                ('until', models.DateField(blank=True, null=True, verbose_name='sampai atau menjadi')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='nama')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='jam')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AlterModelOptions(
            name='dayoff',
            options={'ordering': ['date', 'pk']},
        ),
        migrations.RemoveConstraint(
            model_name='dayoff',
            name='day_off_once',
        ),
        migrations.AddField(
            model_name='dayoff',
            name='from_version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayoff',
            name='until_version',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='timetable',
            name='from_version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='timetable',
            name='until_version',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='calendarversion',
            name='note',
            field=models.CharField(max_length=400),
        ),
        migrations.AlterField(
            model_name='dayoff',
            name='decree',
            field=models.CharField(blank=True, max_length=300, verbose_name='keputusan'),
        ),
        migrations.AlterField(
            model_name='timetable',
            name='basis',
            field=models.CharField(blank=True, max_length=300, verbose_name='dasar'),
        ),
        migrations.AlterField(
            model_name='timetable',
            name='name',
            field=models.CharField(max_length=200, verbose_name='nama'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.UniqueConstraint(condition=models.Q(('until_version__isnull', True)), fields=('date', 'name'), name='day_off_in_force_once'),
        ),
        migrations.AddField(
            model_name='decree',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decrees_decided', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decree',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decrees_proposed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decree',
            name='version',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by', to='records.calendarversion'),
        ),
        migrations.AddField(
            model_name='decreeline',
            name='decree',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='records.decree'),
        ),
        migrations.AddConstraint(
            model_name='decree',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ditolak'), _negated=True), fields=('kind', 'number', 'dated_on'), name='decree_once'),
        ),
        migrations.AddConstraint(
            model_name='decree',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ditetapkan'), ('version__isnull', False)), models.Q(models.Q(('state', 'ditetapkan'), _negated=True), ('version', None)), _connector='OR'), name='decree_decided_has_version'),
        ),
        migrations.AddConstraint(
            model_name='decreeline',
            constraint=models.UniqueConstraint(fields=('decree', 'number'), name='decree_line_once'),
        ),
    ]
