"""Pauses with a set end and evidence, the office's reasons for them, the time that waits unopened, and notices.

To go back: all of it is dropped.

Locks: visits while an index is built anew, pauses, and people for a column: stop Alur for it, seconds for
100,000 visits.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0010_signatures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tenggat', 'Tenggat bergeser'), ('jeda', 'Jeda berakhir')], max_length=20, verbose_name='jenis')),
                ('key', models.CharField(max_length=80)),
                ('text', models.CharField(max_length=500, verbose_name='isi')),
                ('at', models.DateTimeField(verbose_name='saat')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='dibaca')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PauseReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='alasan')),
                ('requires_evidence', models.BooleanField(default=False, verbose_name='memerlukan bukti')),
                ('longest_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paling lama, hari kerja')),
                ('is_active', models.BooleanField(default=True, verbose_name='dipakai')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.RemoveIndex(
            model_name='visit',
            name='visit_open_role',
        ),
        migrations.AddField(
            model_name='pause',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.storedfile'),
        ),
        migrations.AddField(
            model_name='pause',
            name='file_name',
            field=models.CharField(blank=True, max_length=255, verbose_name='nama berkas'),
        ),
        migrations.AddField(
            model_name='pause',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='records.letter'),
        ),
        migrations.AddField(
            model_name='pause',
            name='until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='berakhir sendiri'),
        ),
        migrations.AddField(
            model_name='user',
            name='unread_notices',
            field=models.PositiveIntegerField(default=0, verbose_name='pemberitahuan belum dibaca'),
        ),
        migrations.AddField(
            model_name='visit',
            name='paused_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='dijeda sampai'),
        ),
        migrations.AddField(
            model_name='visit',
            name='unopened_since',
            field=models.DateTimeField(blank=True, null=True, verbose_name='menunggu dibuka sejak'),
        ),
        migrations.AddField(
            model_name='visit',
            name='waited_seconds',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='menunggu dibuka, detik'),
        ),
        migrations.AddIndex(
            model_name='pause',
            index=models.Index(fields=['ends_at', 'starts_at'], name='pause_by_age'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['role', 'due_at', 'assignee', 'paused_since', 'paused_until'], name='visit_open_role'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('starts_at')), _connector='OR'), name='pause_set_end_after_start'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('ends_at__isnull', True), ('ends_at__lte', models.F('until')), _connector='OR'), name='pause_ends_by_its_set_end'),
        ),
        migrations.AddField(
            model_name='notice',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.case'),
        ),
        migrations.AddField(
            model_name='notice',
            name='decree',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.decree'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='visit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.visit'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('user', 'key'), name='notice_once'),
        ),
    ]
