"""The office's queue of reports is walked, and counted, along an index of what waits for its first check."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_organisation_list_indexes"),
        ("records", "0009_ledger_order"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["city", "due", "id"], condition=models.Q(state="submitted", into=None), name="report_to_review"
            ),
        ),
    ]
