"""The circle of sangat rahasia letters, and the way out for old security lines.

To go back: the circle and the removals are dropped with what is in them, and no security line can be deleted again.

Locks: on PostgreSQL the security log against writers while its triggers are put up anew; the tables are new.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alur.records import triggers


def guard(apps, schema_editor):
    triggers.SECURITY_EVENTS.remove(schema_editor.connection)
    triggers.REMOVABLE_SECURITY_EVENTS.install(schema_editor.connection)
    triggers.SECURITY_REMOVALS.install(schema_editor.connection)


def unguard(apps, schema_editor):
    triggers.SECURITY_REMOVALS.remove(schema_editor.connection)
    triggers.REMOVABLE_SECURITY_EVENTS.remove(schema_editor.connection)
    triggers.SECURITY_EVENTS.install(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0016_orang"),
    ]

    operations = [
        migrations.CreateModel(
            name='CircleMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('named_at', models.DateTimeField(verbose_name='disebut')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='berakhir')),
                ('end_reason', models.CharField(blank=True, max_length=500, verbose_name='alasan berakhir')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circle', to='records.letter')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('letter', 'user'), name='circle_once')],
            },
        ),
        migrations.CreateModel(
            name='SecurityRemoval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(verbose_name='sebelum')),
                ('count', models.PositiveBigIntegerField(verbose_name='banyaknya baris')),
                ('sha256', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('removed_at', models.DateTimeField(verbose_name='dikeluarkan')),
                ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['security'], name='case_security'),
        ),
        migrations.RunPython(guard, unguard),
    ]
