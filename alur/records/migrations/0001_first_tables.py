"""All tables of the first days. To go back: they are dropped, with all that is in them.

Locks: nothing; all tables are new.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('nip', models.CharField(max_length=30, unique=True, verbose_name='NIP')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                ('theme', models.CharField(blank=True, max_length=5, verbose_name='tampilan')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktif')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='kode')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='alamat')),
                ('description', models.TextField(blank=True, verbose_name='uraian')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('note', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('value', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('worker', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nama jabatan')),
                ('duty', models.CharField(blank=True, choices=[('', '–'), ('surat', 'Petugas surat'), ('pemohon', 'Pengelola kepegawaian unit'), ('kepala', 'Kepala biro'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20, verbose_name='tugas')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=120, unique=True, verbose_name='nomor')),
                ('name', models.CharField(max_length=400, verbose_name='nama')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('size', models.PositiveBigIntegerField(verbose_name='ukuran, bita')),
                ('media_type', models.CharField(max_length=120)),
                ('stored_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='nomor permintaan')),
                ('title', models.CharField(max_length=300, verbose_name='hal')),
                ('kind', models.CharField(max_length=20, verbose_name='jenis')),
                ('security', models.CharField(choices=[('B', 'Biasa/Terbuka'), ('T', 'Terbatas'), ('R', 'Rahasia'), ('SR', 'Sangat rahasia')], default='B', max_length=2, verbose_name='keamanan')),
                ('opened_at', models.DateTimeField(verbose_name='mulai')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai')),
                ('result', models.CharField(blank=True, max_length=40, verbose_name='hasil')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='records.application')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='tanggal')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('kind', models.CharField(default='libur nasional', max_length=40, verbose_name='jenis')),
                ('decree', models.CharField(blank=True, max_length=200, verbose_name='keputusan')),
                ('is_estimate', models.BooleanField(default=False, verbose_name='perkiraan')),
            ],
            options={
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(fields=('date', 'name'), name='day_off_once')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(max_length=60, verbose_name='kertas')),
                ('name', models.CharField(max_length=400, verbose_name='nama')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='records.case')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='versi')),
                ('form', models.CharField(max_length=20, verbose_name='bentuk')),
                ('state', models.CharField(choices=[('diajukan', 'Diajukan'), ('terbit', 'Terbit'), ('disetujui', 'Disetujui'), ('dikoreksi', 'Dikoreksi')], default='diajukan', max_length=12, verbose_name='keadaan')),
                ('official_number', models.CharField(blank=True, max_length=120, verbose_name='nomor naskah')),
                ('content', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('made_as', models.CharField(max_length=300, verbose_name='selaku')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='records.document')),
                ('examines', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='examined_in', to='records.documentversion')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['document', 'number'],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.documentversion'),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fields', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='edisi ke-')),
                ('text', models.TextField(verbose_name='naskah')),
                ('sha256', models.CharField(max_length=64)),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='berlaku sejak')),
                ('published_at', models.DateTimeField(verbose_name='diterbitkan')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='records.procedure')),
            ],
            options={
                'ordering': ['procedure', '-number'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='records.edition'),
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('permintaan', 'Permintaan'), ('surat', 'Surat masuk'), ('kantor', 'Kantor')], max_length=12)),
                ('subject_id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=30)),
                ('by_nip', models.CharField(blank=True, max_length=30)),
                ('acting_as', models.CharField(blank=True, max_length=300)),
                ('data', models.JSONField(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('token', models.CharField(blank=True, max_length=40, null=True, unique=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['subject_kind', 'subject_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.CharField(max_length=36, primary_key=True, serialize=False)),
                ('task', models.CharField(max_length=200)),
                ('args', models.JSONField(default=list)),
                ('kwargs', models.JSONField(default=dict)),
                ('queue', models.CharField(default='default', max_length=40)),
                ('priority', models.SmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('siap', 'Siap'), ('berjalan', 'Berjalan'), ('selesai', 'Selesai'), ('gagal', 'Gagal')], default='siap', max_length=10)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('run_after', models.DateTimeField()),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('enqueued_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('worker', models.CharField(blank=True, max_length=80)),
                ('result', models.JSONField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-priority', 'run_after', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'selesai'), _negated=True), fields=['state', 'run_after'], name='job_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agenda_year', models.PositiveIntegerField()),
                ('agenda_number', models.PositiveIntegerField(verbose_name='nomor agenda')),
                ('number', models.CharField(max_length=120, verbose_name='nomor surat')),
                ('dated_on', models.DateField(verbose_name='tanggal surat')),
                ('received_on', models.DateField(verbose_name='diterima')),
                ('sender', models.CharField(blank=True, max_length=200, verbose_name='penanda tangan')),
                ('subject', models.CharField(max_length=300, verbose_name='hal')),
                ('summary', models.TextField(blank=True, verbose_name='ringkasan')),
                ('classification', models.CharField(blank=True, max_length=40, verbose_name='klasifikasi')),
                ('urgency', models.CharField(choices=[('biasa', 'Biasa'), ('segera', 'Segera'), ('sangat_segera', 'Sangat segera')], default='biasa', max_length=20, verbose_name='sifat')),
                ('security', models.CharField(choices=[('B', 'Biasa/Terbuka'), ('T', 'Terbatas'), ('R', 'Rahasia'), ('SR', 'Sangat rahasia')], default='B', max_length=2, verbose_name='keamanan')),
                ('attachments', models.PositiveIntegerField(default=0, verbose_name='lampiran')),
                ('kind', models.CharField(choices=[('pengembangan', 'Pengembangan'), ('perbaikan', 'Perbaikan'), ('lain', 'Lainnya')], default='perbaikan', max_length=20, verbose_name='jenis permintaan')),
                ('origin_reference', models.CharField(blank=True, max_length=200, verbose_name='rujukan sistem asal')),
                ('scan_name', models.CharField(blank=True, max_length=255, verbose_name='nama berkas')),
                ('registered_at', models.DateTimeField(verbose_name='dicatat')),
                ('token', models.CharField(blank=True, max_length=40, null=True, unique=True)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='records.application')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='records.storedfile')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='letter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case', to='records.letter'),
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('definitif', 'Definitif'), ('plt', 'Plt.'), ('plh', 'Plh.')], default='definitif', max_length=10, verbose_name='sifat')),
                ('letter_number', models.CharField(max_length=100, verbose_name='nomor surat')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('stands_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stood_in_by', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='records.position')),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='records.procedure'),
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='versi aplikasi')),
                ('url', models.URLField(max_length=500, verbose_name='alamat')),
                ('released_at', models.DateTimeField()),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='records.application')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='records.case')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='records.documentversion')),
            ],
            options={
                'ordering': ['-released_at'],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='kunci')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('is_outside', models.BooleanField(default=False, verbose_name='pihak luar')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='records.procedure')),
            ],
            options={
                'ordering': ['procedure', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='position',
            name='roles',
            field=models.ManyToManyField(blank=True, related_name='positions', to='records.role'),
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='records.case')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.role')),
            ],
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=255)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='records.draft')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.storedfile')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Timetable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('hours', models.JSONField(verbose_name='jam')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='dasar')),
                ('is_estimate', models.BooleanField(default=False, verbose_name='perkiraan')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='urutan')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='timetable_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='kode')),
                ('zone', models.CharField(default='Asia/Jakarta', max_length=40, verbose_name='zona waktu')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='records.unit')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='position',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='records.unit'),
        ),
        migrations.AddField(
            model_name='letter',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='records.unit', verbose_name='asal'),
        ),
        migrations.AddField(
            model_name='case',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='records.unit', verbose_name='pemohon'),
        ),
        migrations.AddField(
            model_name='user',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='records.unit'),
        ),
        migrations.CreateModel(
            name='VersionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='nama berkas')),
                ('position', models.PositiveIntegerField(default=0)),
                ('is_print', models.BooleanField(default=False)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='records.storedfile')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='records.documentversion')),
            ],
            options={
                'ordering': ['version', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='kunjungan ke-')),
                ('strand', models.CharField(blank=True, max_length=60, verbose_name='untai')),
                ('step', models.CharField(max_length=60, verbose_name='langkah')),
                ('round', models.PositiveIntegerField(default=1, verbose_name='putaran')),
                ('opened_at', models.DateTimeField(verbose_name='mulai')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='pertama dibuka')),
                ('paused_since', models.DateTimeField(blank=True, null=True, verbose_name='dijeda sejak')),
                ('paused_seconds', models.PositiveIntegerField(default=0, verbose_name='waktu kerja dijeda, detik')),
                ('standard_seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='mutu baku, detik')),
                ('is_wall_clock', models.BooleanField(default=False)),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='tenggat')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='ditutup')),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='keputusan')),
                ('used_seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='terpakai, detik')),
                ('is_late', models.BooleanField(blank=True, null=True, verbose_name='lewat tenggat')),
                ('calendar_version', models.PositiveIntegerField(blank=True, null=True)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='records.case')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_visits', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='records.role')),
            ],
            options={
                'ordering': ['case', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Probe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, verbose_name='alamat')),
                ('requested_at', models.DateTimeField()),
                ('probed_at', models.DateTimeField(blank=True, null=True)),
                ('is_online', models.BooleanField(blank=True, null=True)),
                ('seen', models.JSONField(default=dict, verbose_name='yang terlihat')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='probes', to='records.visit')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='alasan')),
                ('note', models.TextField(blank=True, verbose_name='keterangan')),
                ('starts_at', models.DateTimeField(verbose_name='mulai')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='sampai')),
                ('paused_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resumed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='records.visit')),
            ],
            options={
                'ordering': ['starts_at'],
            },
        ),
        migrations.AddField(
            model_name='draft',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='records.visit'),
        ),
        migrations.AddField(
            model_name='documentversion',
            name='visit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='records.visit'),
        ),
        migrations.CreateModel(
            name='CorrectionPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='butir')),
                ('step', models.CharField(max_length=60, verbose_name='langkah pemeriksa')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='tempat')),
                ('text', models.TextField(verbose_name='koreksi')),
                ('answer', models.TextField(blank=True, verbose_name='jawaban')),
                ('state', models.CharField(choices=[('terbuka', 'Belum dijawab'), ('dijawab', 'Dijawab'), ('diterima', 'Diterima')], default='terbuka', max_length=10, verbose_name='keadaan')),
                ('reason', models.TextField(blank=True, verbose_name='mengapa belum tepat')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='records.case')),
                ('answered_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='points_answered', to='records.visit')),
                ('raised_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points_raised', to='records.visit')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('case', 'paper'), name='document_paper_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'number'), name='entry_number_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='appointment_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('procedure', 'number'), name='edition_number_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('procedure', 'sha256'), name='edition_text_once'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.UniqueConstraint(fields=('procedure', 'key'), name='role_key_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('case', 'role'), name='assignment_once'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('agenda_year', 'agenda_number'), name='letter_agenda_once'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__gte', models.F('dated_on'))), name='letter_received_after_dated'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['procedure', '-id'], name='case_procedure'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['unit', '-id'], name='case_unit'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['result', '-id'], name='case_result'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('result', '')), models.Q(('closed_at__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='case_closed_has_result'),
        ),
        migrations.AddConstraint(
            model_name='versionfile',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='version_file_position_once'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['role', 'due_at', 'assignee', 'paused_since'], name='visit_open_role'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['assignee', 'due_at'], name='visit_open_assignee'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['step', 'closed_at'], name='visit_step_closed'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='visit_number_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('case', 'strand'), name='visit_one_open_a_strand'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('decision', '')), models.Q(('closed_at__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='visit_closed_has_decision'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('visit',), name='pause_one_open'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='pause_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('user', 'visit'), name='draft_once'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(condition=models.Q(('official_number', ''), _negated=True), fields=('official_number',), name='version_official_number_once'),
        ),
        migrations.AddConstraint(
            model_name='correctionpoint',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='point_number_once'),
        ),
    ]
