"""The ledger of all tasks is walked along an index: of a city, and grouped by field of work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_organisation_list_indexes"),
        ("records", "0008_sheets_and_history"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["city", "plan", "order"], name="records_tas_city_id_7e83d9_idx"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["field", "plan", "order"], name="records_tas_field_7b8995_idx"),
        ),
    ]
