"""Seals, their time stamps and mails; an index by which a day's lines are found. Seals and stamps are closed by triggers.

To go back: triggers, tables and index are dropped, with what is in them; prints of the new kind must be gone before.
Locks: building the index holds writers of the record for about a second a million lines.
"""

import django.db.models.deletion
from django.db import migrations, models


from alur.records import triggers


def guard(apps, schema_editor):
    triggers.SEALS.install(schema_editor.connection)
    triggers.SEAL_STAMPS.install(schema_editor.connection)


def unguard(apps, schema_editor):
    triggers.SEALS.remove(schema_editor.connection)
    triggers.SEAL_STAMPS.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0018_cadangan"),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='nomor segel')),
                ('day', models.DateField(unique=True, verbose_name='hari')),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
                ('previous', models.CharField(max_length=64, verbose_name='sidik jari sebelumnya')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik jari')),
                ('chains', models.PositiveIntegerField(verbose_name='rantai')),
                ('lines', models.PositiveIntegerField(verbose_name='catatan')),
                ('text', models.TextField(verbose_name='naskah')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='SealMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='surel')),
                ('sent_at', models.DateTimeField(verbose_name='dikirim')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SealStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(max_length=300, verbose_name='otoritas')),
                ('stamped_at', models.DateTimeField(verbose_name='dicap')),
                ('token', models.BinaryField()),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AlterField(
            model_name='printjob',
            name='kind',
            field=models.CharField(choices=[('riwayat', 'Riwayat permintaan'), ('agenda', 'Buku agenda surat masuk'), ('paket', 'Paket bukti')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['at'], name='entry_at'),
        ),
        migrations.AddField(
            model_name='sealmail',
            name='seal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mails', to='records.seal'),
        ),
        migrations.AddField(
            model_name='sealstamp',
            name='seal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stamp', to='records.seal'),
        ),
        migrations.AddConstraint(
            model_name='sealmail',
            constraint=models.UniqueConstraint(fields=('seal', 'address'), name='seal_mail_once'),
        ),
        migrations.RunPython(guard, unguard),
    ]
