"""Fills series and running number of papers from the lines that gave them. To go back: nothing, the columns go by 0006.

Locks: the numbered versions of papers, row by row, until all are filled.
"""

from django.db import migrations


def forwards(apps, schema_editor):
    alias = schema_editor.connection.alias
    Entry, Version = apps.get_model("records", "Entry"), apps.get_model("records", "DocumentVersion")
    lines = Entry.objects.using(alias).filter(subject_kind="permintaan", kind="performed")
    lines = lines.values_list("subject_id", "data")
    for case, data in lines.iterator():
        for paper in data.get("papers") or []:
            if paper.get("series"):
                made = Version.objects.using(alias).filter(
                    document__case=case, document__paper=paper["paper"], number=paper["version"]
                )
                made.update(series=paper["series"], running=paper["running"])


class Migration(migrations.Migration):
    dependencies = [("records", "0006_proof")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
