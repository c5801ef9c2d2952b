"""Incidents and signs of life, and dead jobs found by an index. To go back: both tables are dropped; jobs set aside stay so.

Locks: the queue against writers while its index is made, a moment as long as few jobs are kept.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0020_kabar"),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('basis-data', 'Basis data tidak menjawab'), ('web', 'Peladen web tidak menjawab'), ('pekerja', 'Pekerja latar diam'), ('jam', 'Jam Alur diam'), ('penyimpanan', 'Penyimpanan berkas tidak menjawab'), ('cakram', 'Ruang cakram hampir habis'), ('tugas-gagal', 'Tugas latar gagal'), ('segel', 'Hari belum disegel')], max_length=20, verbose_name='jenis')),
                ('text', models.CharField(max_length=500, verbose_name='keterangan')),
                ('opened_at', models.DateTimeField(verbose_name='mulai')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai')),
                ('alarm_sent_at', models.DateTimeField(blank=True, null=True)),
                ('clear_sent_at', models.DateTimeField(blank=True, null=True)),
                ('trying_until', models.DateTimeField(blank=True, null=True)),
                ('mail_fault', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SignOfLife',
            fields=[
                ('part', models.CharField(choices=[('pekerja', 'Pekerja latar'), ('jam', 'Jam'), ('penjaga', 'Penjaga')], max_length=20, primary_key=True, serialize=False)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name='job',
            name='state',
            field=models.CharField(choices=[('siap', 'Siap'), ('berjalan', 'Berjalan'), ('selesai', 'Selesai'), ('gagal', 'Gagal'), ('diabaikan', 'Diabaikan')], default='siap', max_length=10),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('state', 'gagal')), fields=['finished_at'], name='job_dead'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('alarm_sent_at__isnull', True), ('clear_sent_at__isnull', True), _connector='OR'), fields=['opened_at'], name='incident_to_tell'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('kind',), name='incident_one_open'),
        ),
    ]
