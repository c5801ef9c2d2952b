"""Calendar rows of a unit and a service, zones of units, and the unit of a visit. To go back: all of it is dropped.

Locks: days off, timetables and decree lines (small), and visits for the moment that an empty column takes.
"""

import django.db.models.deletion
from django.db import migrations, models


def zones_as_entered(apps, schema_editor):
    """Units that were entered with another zone than the office's have it from the first version on."""
    unit, zone = apps.get_model('records', 'Unit'), apps.get_model('records', 'UnitZone')
    alias = schema_editor.connection.alias
    elsewhere = unit.objects.using(alias).exclude(zone='Asia/Jakarta')
    zone.objects.using(alias).bulk_create(zone(unit=row, zone=row.zone) for row in elsewhere)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0011_jeda'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnitZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_version', models.PositiveIntegerField(default=0)),
                ('until_version', models.PositiveIntegerField(blank=True, null=True)),
                ('zone', models.CharField(blank=True, max_length=40, verbose_name='zona waktu')),
                ('decree', models.CharField(blank=True, max_length=300, verbose_name='keputusan')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='dayoff',
            name='day_off_in_force_once',
        ),
        migrations.AddField(
            model_name='dayoff',
            name='service',
            field=models.CharField(blank=True, max_length=120, verbose_name='layanan'),
        ),
        migrations.AddField(
            model_name='dayoff',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.unit'),
        ),
        migrations.AddField(
            model_name='decreeline',
            name='service',
            field=models.CharField(blank=True, max_length=120, verbose_name='layanan'),
        ),
        migrations.AddField(
            model_name='decreeline',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.unit'),
        ),
        migrations.AddField(
            model_name='decreeline',
            name='zone',
            field=models.CharField(blank=True, max_length=40, verbose_name='zona waktu'),
        ),
        migrations.AddField(
            model_name='timetable',
            name='is_partial',
            field=models.BooleanField(default=False, verbose_name='hari lain mengikuti jam sebelumnya'),
        ),
        migrations.AddField(
            model_name='timetable',
            name='is_workday',
            field=models.BooleanField(default=False, verbose_name='hari kerja walaupun libur'),
        ),
        migrations.AddField(
            model_name='timetable',
            name='service',
            field=models.CharField(blank=True, max_length=120, verbose_name='layanan'),
        ),
        migrations.AddField(
            model_name='timetable',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.unit'),
        ),
        migrations.AddField(
            model_name='visit',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='records.unit'),
        ),
        migrations.AlterField(
            model_name='decreeline',
            name='act',
            field=models.CharField(choices=[('libur nasional', 'Libur nasional'), ('cuti bersama', 'Cuti bersama'), ('libur khusus', 'Libur khusus unit'), ('dicabut', 'Libur dicabut'), ('dipindah', 'Libur dipindah'), ('ramadan', 'Masa Ramadan'), ('jam khusus', 'Jam kerja khusus'), ('jam kerja', 'Jam kerja tetap'), ('hari kerja', 'Libur menjadi hari kerja'), ('zona waktu', 'Zona waktu unit')], max_length=20, verbose_name='perubahan'),
        ),
        migrations.AlterField(
            model_name='decreeline',
            name='hours',
            field=models.CharField(blank=True, max_length=800, verbose_name='jam'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.UniqueConstraint(condition=models.Q(('until_version__isnull', True), ('unit', None)), fields=('date', 'name', 'service'), name='day_off_in_force_once'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.UniqueConstraint(condition=models.Q(('until_version__isnull', True), ('unit__isnull', False)), fields=('date', 'name', 'service', 'unit'), name='unit_day_off_in_force_once'),
        ),
        migrations.AddField(
            model_name='unitzone',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='zones', to='records.unit'),
        ),
        migrations.AddConstraint(
            model_name='unitzone',
            constraint=models.UniqueConstraint(condition=models.Q(('until_version__isnull', True)), fields=('unit',), name='unit_zone_in_force_once'),
        ),
        migrations.RunPython(zones_as_entered, migrations.RunPython.noop),
    ]
