"""Ways out for notices: choices, deliveries, postings, the watch on open visits. To go back: the tables are dropped.

Locks: nothing that people use; the tables are new.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0019_segel"),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('giliran', 'Giliran Anda'), ('dikoreksi', 'Giliran Anda: dikoreksi'), ('hampir', 'Hampir lewat'), ('lewat', 'Lewat tenggat'), ('pengingat', 'Pengingat SOP'), ('dialihkan', 'Dialihkan'), ('berakhir', 'Permintaan berakhir'), ('tenggat', 'Tenggat bergeser'), ('dijeda', 'Waktu dijeda'), ('jeda', 'Jeda berakhir'), ('penetapan', 'Penetapan berakhir'), ('dijawab', 'Permintaan dijawab'), ('alamat', 'Alamat bermasalah')], max_length=20, verbose_name='jenis'),
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80, unique=True)),
                ('channel', models.CharField(choices=[('surel', 'Surel'), ('pesan', 'Pesan ponsel')], max_length=10, verbose_name='saluran')),
                ('is_digest', models.BooleanField(default=False, verbose_name='rangkuman')),
                ('state', models.CharField(choices=[('siap', 'Siap dikirim'), ('dikirim', 'Sedang dikirim'), ('terkirim', 'Terkirim'), ('gagal', 'Gagal'), ('gugur', 'Tidak perlu lagi')], default='siap', max_length=10, verbose_name='keadaan')),
                ('run_after', models.DateTimeField()),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='percobaan')),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='terakhir dicoba')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='terkirim')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='alamat')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='sebab')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('surel', 'Surel'), ('pesan', 'Pesan ponsel')], max_length=10, verbose_name='saluran')),
                ('is_at_once', models.BooleanField(verbose_name='segera')),
                ('state', models.CharField(choices=[('baru', 'Baru'), ('menunggu', 'Menunggu'), ('diserahkan', 'Diserahkan'), ('gugur', 'Tidak perlu lagi')], default='baru', max_length=12, verbose_name='keadaan')),
                ('due_at', models.DateTimeField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='records.notice')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('posting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='records.posting')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitWatch',
            fields=[
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='watch', serialize=False, to='records.visit')),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('told_until', models.DateTimeField()),
                ('next_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='watch_next')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('surel', 'Surel'), ('pesan', 'Pesan ponsel')], max_length=10, verbose_name='saluran')),
                ('is_at_once', models.BooleanField(default=True, verbose_name='segera')),
                ('is_digest', models.BooleanField(default=True, verbose_name='rangkuman pagi')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='alamat')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='dipastikan')),
                ('link_digest', models.CharField(blank=True, max_length=64)),
                ('link_until', models.DateTimeField(blank=True, null=True)),
                ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='ditolak sejak')),
                ('failing_reason', models.CharField(blank=True, max_length=300, verbose_name='sebab ditolak')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'channel'), name='notice_choice_once')],
            },
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('state__in', ('siap', 'dikirim'))), fields=['run_after'], name='posting_waiting'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('state', 'gagal')), fields=['-made_at', '-id'], name='posting_failed'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('state', 'terkirim')), fields=['sent_at'], name='posting_sent'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ('baru', 'menunggu'))), fields=['due_at'], name='delivery_waiting'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('notice', 'channel'), name='delivery_once'),
        ),
    ]
