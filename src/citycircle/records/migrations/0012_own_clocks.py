"""A city keeps clocks of its own, and a case carries those under which it was opened."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_organisation_list_indexes"),
        ("records", "0011_proof_readings_deadlines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="caserecord",
            name="clocks",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="OwnClock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("clock", models.CharField(max_length=40)),
                ("amount", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=10)),
                ("document", models.CharField(max_length=200)),
                ("clause", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("valid_from", models.DateField()),
                ("kept_at", models.DateTimeField()),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_clocks",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "clock", "-valid_from", "-id"),
                "indexes": [models.Index(fields=["kind", "valid_from"], name="records_own_kind_172c71_idx")],
            },
        ),
    ]
