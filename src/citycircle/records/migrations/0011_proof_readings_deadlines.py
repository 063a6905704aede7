"""Proof says why it was withdrawn and when its file went; readings before a correction; the chain of deadlines."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_organisation_list_indexes"),
        ("records", "0010_queue_of_the_office"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("superior", models.CharField(blank=True, max_length=200)),
                ("superior_due", models.DateField(blank=True, null=True)),
                ("due", models.DateField()),
                ("received", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-month", "organisation", "-number"),
            },
        ),
        migrations.CreateModel(
            name="LightBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("computed_on", models.DateField()),
                ("policy", models.CharField(max_length=60)),
                ("policy_version", models.CharField(blank=True, max_length=60)),
                ("colour", models.CharField(max_length=10)),
                ("sentence_zh", models.TextField()),
                ("sentence_en", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("told_zh", models.TextField()),
                ("told_en", models.TextField()),
                ("replaced_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("light", "-id"),
            },
        ),
        migrations.AddField(
            model_name="proof",
            name="discarded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proof",
            name="discarded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="withdrawn_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name="proof",
            index=models.Index(fields=["keep_until"], name="proof_keep_until"),
        ),
        migrations.AddField(
            model_name="deadline",
            name="above",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="set_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="lightbefore",
            name="light",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="before", to="records.light"
            ),
        ),
        migrations.AddField(
            model_name="lightbefore",
            name="slip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="records.correctionslip"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                fields=("organisation", "month", "number"), name="deadline_version_once"
            ),
        ),
    ]
