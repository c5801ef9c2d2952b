"""The search table: FTS5 on SQLite, tsvector with GIN on PostgreSQL. To go back: it is dropped; it can be built again.

Locks: nothing; the table is new.
"""

from django.db import migrations

from alur.records import search


def forwards(apps, schema_editor):
    search.install(schema_editor.connection)


def backwards(apps, schema_editor):
    search.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only_record")]
    operations = [migrations.RunPython(forwards, backwards)]
