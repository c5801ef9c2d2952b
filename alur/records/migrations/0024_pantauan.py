"""Two further kinds of incident: backups that are not kept up, and mail that does not get out.

Only the list of choices changes, no column and no row. To go back: nothing is to be done in the database; incidents
of the two kinds stay readable by their key.

Locks: nothing.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0023_laporan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="incident",
            name="kind",
            field=models.CharField(
                choices=[
                    ("basis-data", "Basis data tidak menjawab"),
                    ("web", "Peladen web tidak menjawab"),
                    ("pekerja", "Pekerja latar diam"),
                    ("jam", "Jam Alur diam"),
                    ("penyimpanan", "Penyimpanan berkas tidak menjawab"),
                    ("cakram", "Ruang cakram hampir habis"),
                    ("tugas-gagal", "Tugas latar gagal"),
                    ("segel", "Hari belum disegel"),
                    ("cadangan", "Cadangan tidak terjaga"),
                    ("kiriman", "Kiriman surel atau pesan gagal"),
                ],
                max_length=20,
                verbose_name="jenis",
            ),
        ),
    ]
