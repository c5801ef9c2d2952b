"""Forms held for a proof, moves of much work, and how requests about data were decided. To go back: they are dropped.

Locks: the requests about data for the moment that a column takes; the other tables are new.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0015_hak"),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('address', models.CharField(max_length=300, verbose_name='alamat')),
                ('content', models.TextField(verbose_name='isi tersegel')),
                ('held_at', models.DateTimeField(db_index=True, verbose_name='ditahan')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('visits', models.JSONField(verbose_name='langkah')),
                ('handled', models.PositiveIntegerField(default=0, verbose_name='sudah diperiksa')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='sudah dipindahkan')),
                ('refused', models.JSONField(default=list, verbose_name='tidak dipindahkan')),
                ('asked_at', models.DateTimeField(verbose_name='diminta')),
                ('token', models.CharField(max_length=40, unique=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='datarequest',
            name='decision',
            field=models.CharField(blank=True, choices=[('', 'Dijawab'), ('dipenuhi', 'Dipenuhi'), ('ditolak', 'Ditolak')], max_length=10, verbose_name='keputusan'),
        ),
        migrations.AddIndex(
            model_name='datarequest',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['id'], name='data_request_open'),
        ),
        migrations.AddField(
            model_name='heldform',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_forms', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='workmove',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='workmove',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
