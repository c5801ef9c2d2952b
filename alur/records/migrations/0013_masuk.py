"""Security log, brakes, log-ins, factors and one-time links. To go back: the tables are dropped.

Locks: nothing that people use; the tables are new, and a reference to people waits for a moment.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from alur.records import triggers


def guard(apps, schema_editor):
    triggers.SECURITY_EVENTS.install(schema_editor.connection)


def unguard(apps, schema_editor):
    triggers.SECURITY_EVENTS.remove(schema_editor.connection)



class Migration(migrations.Migration):

    dependencies = [
        ('records', '0012_jamkerja'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brake',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('turns', models.PositiveIntegerField(default=0)),
                ('free_at', models.DateTimeField()),
                ('forget_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='LoginSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('begun_at', models.DateTimeField(verbose_name='mulai')),
                ('seen_at', models.DateTimeField(verbose_name='terakhir dipakai')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='alamat')),
                ('agent', models.CharField(blank=True, max_length=60, verbose_name='perangkat')),
                ('means', models.CharField(max_length=40, verbose_name='cara masuk')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='login_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-seen_at'],
            },
        ),
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
                ('expires_at', models.DateTimeField(verbose_name='berlaku sampai')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='dipakai atau diganti')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='password_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(null=True, verbose_name='dipakai')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Factor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('totp', 'Aplikasi kode'), ('kunci', 'Kunci sandi')], max_length=10, verbose_name='jenis')),
                ('name', models.CharField(max_length=60, verbose_name='nama')),
                ('credential_id', models.CharField(max_length=400, null=True, unique=True)),
                ('secret', models.TextField()),
                ('counter', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
                ('used_at', models.DateTimeField(null=True, verbose_name='terakhir dipakai')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='factors', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'totp')), fields=('user',), name='factor_one_totp_a_person')],
            },
        ),
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('masuk', 'Masuk'), ('ditolak', 'Masuk ditolak'), ('ditahan', 'Disuruh menunggu'), ('keluar', 'Keluar'), ('dibuktikan', 'Membuktikan diri'), ('sandi-diganti', 'Kata sandi diganti'), ('sandi-baru', 'Kata sandi baru diberikan'), ('sesi-diakhiri', 'Sesi diakhiri'), ('faktor-ditambah', 'Pengaman ditambah'), ('faktor-dihapus', 'Pengaman dihapus'), ('faktor-ditolak', 'Kode atau kunci ditolak'), ('kode-dibuat', 'Kode pemulihan dibuat'), ('kode-dipakai', 'Kode pemulihan dipakai'), ('tautan-diminta', 'Tautan kata sandi diminta'), ('tautan-dibuat', 'Tautan kata sandi dibuat'), ('tautan-dipakai', 'Tautan kata sandi dipakai'), ('sso-ditolak', 'Masuk bersama ditolak')], max_length=20, verbose_name='peristiwa')),
                ('nip_digest', models.CharField(blank=True, max_length=64)),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='alamat')),
                ('agent', models.CharField(blank=True, max_length=60, verbose_name='perangkat')),
                ('at', models.DateTimeField(verbose_name='saat')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='security_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['user', '-id'], name='security_user'), models.Index(fields=['kind', '-id'], name='security_kind'), models.Index(condition=models.Q(('kind', 'masuk')), fields=['nip_digest', 'address'], name='security_known_place')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
