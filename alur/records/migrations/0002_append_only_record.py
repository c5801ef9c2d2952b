"""Triggers that refuse any change of the record. To go back: the triggers are dropped, no row is touched.

Locks: on PostgreSQL the record against writers, for the moment that putting up a trigger takes.
"""

from django.db import migrations

from alur.records import triggers


def forwards(apps, schema_editor):
    triggers.ENTRIES.install(schema_editor.connection)


def backwards(apps, schema_editor):
    triggers.ENTRIES.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_first_tables")]
    operations = [migrations.RunPython(forwards, backwards)]
