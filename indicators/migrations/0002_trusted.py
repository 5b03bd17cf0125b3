import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from plans import guards


def known_since(apps, schema_editor):
    """A reading that stands already was known from its document's day, its own, or its recording.

    What came from no document was shown to everybody: it counts as approved, as it was recorded.
    """
    approval = apps.get_model("indicators", "Approval")
    for reading in apps.get_model("indicators", "Reading").objects.select_related("source"):
        document = reading.source.published_on if reading.source else None
        recorded_on = timezone.localdate(reading.recorded_at)
        reading.known_on = document or reading.published_on or recorded_on
        reading.save(update_fields=["known_on"])
        if reading.source is None:
            approval.objects.create(
                reading=reading,
                recorded_by_id=reading.recorded_by_id,
                recorded_at=reading.recorded_at,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("plans", "0006_change_of_table"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(guards.lift, guards.install),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("is_approved", models.BooleanField(default=True)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["reading_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("word", models.CharField(max_length=40)),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("green", "green"),
                            ("amber", "amber"),
                            ("red", "red"),
                            ("blue", "blue"),
                            ("grey", "grey"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "low",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
                ("low_included", models.BooleanField(default=True)),
                ("low_disputed", models.BooleanField(default=False)),
                (
                    "high",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
                ("high_included", models.BooleanField(default=True)),
                ("high_disputed", models.BooleanField(default=False)),
                ("as_written", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["band_set_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="BandSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, help_text="The last day", null=True)),
                (
                    "is_span_derived",
                    models.BooleanField(
                        default=False,
                        help_text="Whether the span was read from the document’s title or year",
                    ),
                ),
                ("as_written", models.CharField(help_text="The published words", max_length=200)),
                ("name", models.CharField(help_text="How it is called: “2018/19”", max_length=80)),
                (
                    "is_historic",
                    models.BooleanField(
                        default=False,
                        help_text="Recorded as published, with whatever gaps and overlaps it has",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator_id", "valid_from", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("down", "lower"), ("up", "higher"), ("level", "no change")],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(help_text="The claim in our words")),
            ],
            options={
                "ordering": ["indicator_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CountingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "version",
                    models.CharField(help_text="How the version is called", max_length=120),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("quarter", "quarter"),
                            ("rolling 12 months", "rolling 12 months"),
                            ("rolling 3-month cohort", "rolling 3-month cohort"),
                            ("year", "year"),
                        ],
                        max_length=24,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "joined",
                    models.CharField(
                        blank=True,
                        help_text="Of a cohort: “these children first offended”",
                        max_length=120,
                    ),
                ),
            ],
            options={
                "ordering": ["indicator_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                ("why", models.CharField(blank=True, max_length=200)),
                ("is_ended", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["indicator_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rebase", "Figures start anew"),
                            ("rules", "Counted differently"),
                            ("note", "Note"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        blank=True, help_text="Null: the document gives no day", null=True
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["indicator_id", "on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SourceTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                ("ref", models.SlugField(max_length=80)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("readings", "Readings of indicators"),
                            ("sums", "Sums"),
                            ("shares", "Shares of respondents"),
                            ("figures", "Figures"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="Of every cell that names no other", max_length=12
                    ),
                ),
                (
                    "base",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Of how many its shares are, where the document says",
                        null=True,
                    ),
                ),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["service_id", "source_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("ref", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("numerator", models.TextField()),
                ("denominator", models.TextField()),
                (
                    "is_of_the_last",
                    models.BooleanField(
                        default=True,
                        help_text="Whether its denominator is what the step before counted",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="TableCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("printed", models.CharField(blank=True, max_length=200)),
                (
                    "figure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("published", "published"),
                            ("numerator", "numerator"),
                            ("denominator", "denominator"),
                            ("other denominator", "other denominator"),
                            ("rank", "rank"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["row_id", "column_id"],
            },
        ),
        migrations.CreateModel(
            name="TableColumn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "position",
                    models.PositiveSmallIntegerField(help_text="From 1; 0 names the rows"),
                ),
                ("heading", models.CharField(max_length=160)),
                ("is_total", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["table_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="TableRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(max_length=240)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "base",
                    models.PositiveIntegerField(
                        blank=True, help_text="0: it is not said", null=True
                    ),
                ),
                (
                    "part_of",
                    models.CharField(
                        blank=True,
                        help_text="The whole whose parts exclude each other",
                        max_length=60,
                    ),
                ),
                ("is_total", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["table_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "place",
                    models.CharField(blank=True, help_text="Where in the document", max_length=200),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, help_text="The last day", null=True)),
                (
                    "is_span_derived",
                    models.BooleanField(
                        default=False,
                        help_text="Whether the span was read from the document’s title or year",
                    ),
                ),
                ("as_written", models.CharField(help_text="The published words", max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("value", "value"), ("rank", "rank")],
                        default="value",
                        max_length=8,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
            ],
            options={
                "ordering": ["indicator_id", "valid_from", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="reading",
            name="reading_once",
        ),
        migrations.AddField(
            model_name="indicator",
            name="computed",
            field=models.CharField(
                blank=True,
                choices=[("attendance", "The board’s attendance")],
                help_text="What its readings are computed from; empty where they are published",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="domain",
            field=models.CharField(
                choices=[
                    ("national", "National"),
                    ("april-2023", "April 2023"),
                    ("local", "Local targets"),
                    ("monitoring", "Monitoring"),
                    ("inspection", "Inspection scores"),
                ],
                default="monitoring",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="other_denominator",
            field=models.TextField(
                blank=True, help_text="Another denominator that the published words could mean"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="wales_only",
            field=models.TextField(blank=True, help_text="What is counted in Wales only"),
        ),
        migrations.AddField(
            model_name="reading",
            name="area",
            field=models.CharField(
                blank=True,
                help_text="Whose value it is, where the series does not say",
                max_length=80,
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="indicators.reading",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="is_period_derived",
            field=models.BooleanField(
                default=False, help_text="Whether its days were worked out rather than printed"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="is_total",
            field=models.BooleanField(
                default=False,
                help_text="Whether it is the published total of the readings within its days",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="known_on",
            field=models.DateField(help_text="The day from which it was known here", null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="note",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="other_denominator",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="period_derived_from",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="reading",
            name="rank",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="rank_best_end",
            field=models.CharField(
                blank=True, choices=[("first", "first"), ("last", "last")], max_length=8
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="rank_counts_service",
            field=models.BooleanField(
                blank=True,
                help_text="Whether the service is one of the number; often not said",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="rank_of",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="said_denominator",
            field=models.CharField(
                blank=True,
                help_text="What the document’s words divide by, where they are the definition’s or its other’s",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="reading",
            name="published",
            field=models.CharField(
                blank=True, help_text="The value as published; empty where none was", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="reading",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="indicators.reading",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="band",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bandset",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="band_sets",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="bandset",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bandset",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="band",
            name="band_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bands",
                to="indicators.bandset",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="beside",
            field=models.ForeignKey(
                blank=True,
                help_text="The bands that the document prints it beside",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="indicators.bandset",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.reading",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="later",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.reading",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="countingrule",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="countingrule",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="countingrule",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="indicators.countingrule",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.action",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.objective",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="sourcetable",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sourcetable",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tables",
                to="plans.service",
            ),
        ),
        migrations.AddField(
            model_name="sourcetable",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="step",
            field=models.ForeignKey(
                blank=True,
                help_text="The step of a funnel; empty for the first",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="indicators.step",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                models.F("indicator"),
                models.F("series"),
                models.F("area"),
                models.F("period"),
                models.F("status"),
                models.F("is_total"),
                django.db.models.functions.comparison.Coalesce("step_id", models.Value(0)),
                django.db.models.functions.comparison.Coalesce("version_id", models.Value(0)),
                django.db.models.functions.comparison.Coalesce("source_id", models.Value(0)),
                django.db.models.functions.comparison.Coalesce("corrects_id", models.Value(0)),
                django.db.models.functions.comparison.Coalesce(
                    "published_on", models.Value("0001-01-01", output_field=models.DateField())
                ),
                name="reading_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("other_denominator__isnull", True),
                    ("other_denominator__gte", 0),
                    _connector="OR",
                ),
                name="reading_other_denominator_not_below_nought",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rank__isnull", True),
                    ("rank_of__isnull", True),
                    models.Q(("rank__gte", 1), ("rank__lte", models.F("rank_of"))),
                    _connector="OR",
                ),
                name="reading_rank_within",
            ),
        ),
        migrations.AddField(
            model_name="tablecell",
            name="reading",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.reading",
            ),
        ),
        migrations.AddField(
            model_name="tablecell",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tablecolumn",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tablecolumn",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="columns",
                to="indicators.sourcetable",
            ),
        ),
        migrations.AddField(
            model_name="tablecell",
            name="column",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="indicators.tablecolumn",
            ),
        ),
        migrations.AddField(
            model_name="tablerow",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tablerow",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="indicators.sourcetable",
            ),
        ),
        migrations.AddField(
            model_name="tablecell",
            name="row",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="indicators.tablerow",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="targets",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.source",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_approved", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="refusal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandset",
            constraint=models.UniqueConstraint(fields=("indicator", "name"), name="band_set_once"),
        ),
        migrations.AddConstraint(
            model_name="bandset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="band_set_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="band_set_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.UniqueConstraint(
                fields=("band_set", "position"), name="band_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.UniqueConstraint(fields=("band_set", "word"), name="band_word_once"),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__isnull", True),
                    ("high__isnull", True),
                    ("high__gte", models.F("low")),
                    _connector="OR",
                ),
                name="band_low_below_high",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="claim_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="countingrule",
            constraint=models.UniqueConstraint(
                fields=("indicator", "version"), name="version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="countingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="version_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("objective__isnull", True), ("action__isnull", True), _connector="XOR"
                ),
                name="link_of_objective_or_action",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("objective__isnull", False)),
                fields=("indicator", "objective"),
                name="link_objective_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("action__isnull", False)),
                fields=("indicator", "action"),
                name="link_action_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="indicator_link_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "rebase"), _negated=True),
                    ("on__isnull", False),
                    _connector="OR",
                ),
                name="rebase_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="indicator_note_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetable",
            constraint=models.UniqueConstraint(fields=("service", "ref"), name="table_ref_once"),
        ),
        migrations.AddConstraint(
            model_name="sourcetable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="table_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("indicator", "ref"), name="step_ref_once"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("indicator", "position"), name="step_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="step_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="tablecolumn",
            constraint=models.UniqueConstraint(
                fields=("table", "position"), name="table_column_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tablerow",
            constraint=models.UniqueConstraint(fields=("table", "position"), name="table_row_once"),
        ),
        migrations.AddConstraint(
            model_name="tablecell",
            constraint=models.UniqueConstraint(fields=("row", "column"), name="table_cell_once"),
        ),
        migrations.AddConstraint(
            model_name="tablecell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("figure", ""),
                        ("reading__isnull", True),
                        models.Q(("printed", ""), _negated=True),
                    ),
                    models.Q(
                        ("printed", ""),
                        ("reading__isnull", False),
                        models.Q(("figure", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="table_cell_printed_or_read",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="target_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="target_place",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_stock",
            field=models.BooleanField(
                default=False,
                help_text="Whether it is a number at one moment, which is never added up",
            ),
        ),
        migrations.RunPython(known_since, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="reading",
            name="known_on",
            field=models.DateField(help_text="The day from which it was known here"),
        ),
        migrations.RunPython(guards.install, guards.lift),
    ]
