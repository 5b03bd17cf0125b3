import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from plans import guards


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0003_people"),
        ("plans", "0006_change_of_table"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(guards.lift, guards.install),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(help_text="In Markdown; can quote live figures")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "Plan monitoring"),
                            ("board", "Board pack"),
                            ("scrutiny", "Scrutiny report"),
                        ],
                        max_length=10,
                    ),
                ),
                ("as_at", models.DateField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("board", "The board, confidential"),
                            ("exempt", "The panel, exempt from publication"),
                            ("public", "The public"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of Schedule 12A to the Local Government Act 1972",
                        null=True,
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, help_text="Empty: the kind's own", max_length=160),
                ),
                ("sections", models.JSONField(blank=True, default=list)),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.meeting",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="plans.plan",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="IssuedPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("number", models.PositiveIntegerField(help_text="Counts up within the service")),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("as_at", models.DateField()),
                ("audience", models.CharField(max_length=10)),
                ("manifest", models.JSONField()),
                ("said", models.JSONField()),
                ("sha256", models.CharField(help_text="SHA-256, in hexadecimal", max_length=64)),
                ("errata", models.JSONField(blank=True, default=list)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="reports.issuedpack",
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="reports.draft",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued",
                        to="plans.service",
                    ),
                ),
            ],
            options={
                "ordering": ["service_id", "-number"],
            },
        ),
        migrations.CreateModel(
            name="IssuedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("format", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=160)),
                ("content_type", models.CharField(max_length=100)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                (
                    "sha256",
                    models.CharField(
                        db_index=True, help_text="SHA-256, in hexadecimal", max_length=64
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reports.issuedpack",
                    ),
                ),
            ],
            options={
                "ordering": ["pack_id", "format"],
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.issuedpack",
            ),
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "task",
                    models.CharField(
                        choices=[("files", "Make files of a draft"), ("issue", "Issue a pack")],
                        max_length=6,
                    ),
                ),
                ("formats", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("token", models.CharField(blank=True, max_length=32)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("stage", models.CharField(blank=True, max_length=80)),
                ("stage_at", models.DateTimeField(blank=True, null=True)),
                (
                    "n_done",
                    models.PositiveSmallIntegerField(default=0, help_text="Sections gathered"),
                ),
                (
                    "n_all",
                    models.PositiveSmallIntegerField(default=0, help_text="Sections to gather"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="reports.draft",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.issuedpack",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="JobFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("format", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=160)),
                ("content_type", models.CharField(max_length=100)),
                ("content", models.BinaryField()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="reports.job",
                    ),
                ),
            ],
            options={
                "ordering": ["job_id", "format"],
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("content", models.BinaryField()),
                ("content_type", models.CharField(max_length=20)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.service",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HouseStyle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "council",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="name of the council"
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        default="#14344f",
                        help_text="As #14344f; checked against white",
                        max_length=7,
                        verbose_name="colour",
                    ),
                ),
                (
                    "cover",
                    models.CharField(
                        choices=[("plain", "Plain"), ("band", "A band of colour")],
                        default="plain",
                        max_length=10,
                    ),
                ),
                (
                    "footer",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="at the foot of every page"
                    ),
                ),
                (
                    "logo_alt",
                    models.CharField(blank=True, max_length=160, verbose_name="what the logo says"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="house_style",
                        to="plans.service",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="reports.logo",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PanelMeeting",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("evidence", "Meeting to hear evidence"),
                            ("informal", "Informal meeting"),
                            ("sign-off", "Meeting to sign off the report"),
                        ],
                        default="evidence",
                        max_length=10,
                    ),
                ),
                ("as_written", models.CharField(max_length=60, verbose_name="date")),
                ("held_on", models.DateField(blank=True, null=True)),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelRecommendation",
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
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("action_by", models.TextField(blank=True, help_text="One role a line")),
                ("policy_framework", models.TextField(blank=True, help_text="One a line")),
                ("resource_implications", models.TextField(blank=True, help_text="One a line")),
                ("implications_place", models.CharField(blank=True, max_length=200)),
                (
                    "conclusions",
                    models.ManyToManyField(
                        blank=True, related_name="recommendations", to="reports.conclusion"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Implementation",
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
                    "progress",
                    models.CharField(
                        choices=[
                            ("not started", "Not started"),
                            ("under way", "Under way"),
                            ("done", "Carried out"),
                            ("overtaken", "Overtaken by events"),
                        ],
                        max_length=11,
                    ),
                ),
                ("on", models.DateField()),
                ("text", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        help_text="The action of a plan that carries it out",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.action",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="implementations",
                        to="reports.panelrecommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["recommendation_id", "on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReceivedDocument",
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
                ("title", models.CharField(max_length=240)),
                ("link", models.URLField(blank=True, max_length=500)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="reports.panelmeeting",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("model", models.CharField(help_text='Such as "plans.update"', max_length=60)),
                ("object_id", models.BigIntegerField()),
                ("field", models.CharField(max_length=60)),
                ("fingerprint", models.CharField(max_length=64)),
                ("is_released", models.BooleanField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.service",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Response",
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
                    "answer",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("in part", "Accepted in part"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("answered_on", models.DateField()),
                (
                    "answered_by",
                    models.CharField(help_text="Which body, such as the Cabinet", max_length=120),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="reports.panelrecommendation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["recommendation_id", "answered_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                ("ref", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("panel", models.CharField(max_length=200, verbose_name="the panel")),
                (
                    "executive",
                    models.CharField(
                        help_text="Who has to answer, such as the Cabinet",
                        max_length=200,
                        verbose_name="to whom it reports",
                    ),
                ),
                ("begins_as_written", models.CharField(max_length=60, verbose_name="begins")),
                ("begins_on", models.DateField(blank=True, null=True)),
                (
                    "begins_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "received_on",
                    models.DateField(
                        blank=True,
                        help_text="When the executive had the report before it",
                        null=True,
                    ),
                ),
                ("clock_length", models.PositiveSmallIntegerField(default=2)),
                (
                    "clock_unit",
                    models.CharField(
                        choices=[("weeks", "weeks"), ("months", "months")],
                        default="months",
                        max_length=6,
                    ),
                ),
                (
                    "clock_from",
                    models.CharField(
                        choices=[
                            ("published", "the day the report was published"),
                            ("received", "the day the executive had the report before it"),
                        ],
                        default="received",
                        max_length=9,
                    ),
                ),
                (
                    "clock_rule",
                    models.CharField(
                        blank=True,
                        help_text="The rule that says so, such as an article or a rule",
                        max_length=200,
                    ),
                ),
                ("is_confidential", models.BooleanField(default=False)),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="plans.plan",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="plans.service",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["service_id", "-begins_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="panelrecommendation",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="reports.review",
            ),
        ),
        migrations.CreateModel(
            name="PanelMember",
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
                    "role",
                    models.CharField(
                        help_text="Such as chair, member, standing deputy", max_length=120
                    ),
                ),
                ("n_people", models.PositiveSmallIntegerField(default=1, verbose_name="how many")),
                ("from_on", models.DateField(blank=True, null=True)),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "as_written",
                    models.CharField(
                        blank=True,
                        help_text="Where the days are not known",
                        max_length=120,
                        verbose_name="when, in words",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="reports.review",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="panelmeeting",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="reports.review",
            ),
        ),
        migrations.CreateModel(
            name="Narrative",
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
                            ("preface", "Preface"),
                            ("purpose", "Purpose"),
                            ("conclusions", "Before the conclusions"),
                            ("recommendations", "Before the recommendations"),
                            ("equalities", "Comments on equalities"),
                            ("law", "Comments on law"),
                            ("finance", "Comments on finance"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narratives",
                        to="reports.review",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "kind"],
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
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
                ("short", models.CharField(max_length=40)),
                ("meaning", models.CharField(max_length=200)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="reports.review",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "short"],
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="review",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to="reports.review",
            ),
        ),
        migrations.AddField(
            model_name="conclusion",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conclusions",
                to="reports.review",
            ),
        ),
        migrations.CreateModel(
            name="ReviewObjective",
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
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=240)),
                (
                    "summary",
                    models.TextField(blank=True, help_text="In the executive summary, in Markdown"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="reports.review",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["review_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="SectionOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("kind", models.CharField(max_length=10)),
                ("sections", models.JSONField(default=list)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Witness",
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
                ("role", models.CharField(max_length=160)),
                ("agency", models.CharField(blank=True, max_length=160)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="witnesses",
                        to="reports.panelmeeting",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("heading", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(help_text="In Markdown; can quote live figures")),
                ("number_as_printed", models.CharField(blank=True, max_length=10)),
                (
                    "is_confidential",
                    models.BooleanField(
                        default=False,
                        help_text="Never in a pack for the public, whatever is released",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reports.review",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reports.reviewobjective",
                    ),
                ),
                (
                    "witnesses",
                    models.ManyToManyField(
                        blank=True, related_name="evidence", to="reports.witness"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": [
                    "review_id",
                    models.OrderBy(models.F("objective__number"), nulls_first=True),
                    "position",
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="DisclosurePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Counts from 1 to below this are held back",
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(20),
                        ],
                    ),
                ),
                (
                    "keeps_zeros",
                    models.BooleanField(
                        default=True,
                        help_text="In tables of attributes and surveys they never are",
                        verbose_name="zeros and wholes of a caseload are shown",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="whose policy it is, and why"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosure_policy",
                        to="plans.service",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "disclosure policies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("threshold__gte", 3), ("threshold__lte", 20)),
                        name="disclosure_threshold",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Accepted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("code", models.CharField(max_length=40)),
                (
                    "fingerprint",
                    models.CharField(help_text="SHA-256, in hexadecimal", max_length=64),
                ),
                ("reason", models.TextField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accepted",
                        to="reports.draft",
                    ),
                ),
            ],
            options={
                "ordering": ["draft_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "fingerprint"), name="finding_accepted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Exhibit",
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
                ("caption", models.CharField(max_length=200)),
                ("label_as_printed", models.CharField(blank=True, max_length=20)),
                (
                    "parts",
                    models.CharField(
                        blank=True,
                        help_text="Of that plan, the codes of the parts; empty for all",
                        max_length=40,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exhibits",
                        to="reports.evidence",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "outstanding_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The plan whose outstanding actions are listed",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.source",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.sourcetable",
                    ),
                ),
            ],
            options={
                "ordering": ["evidence_id", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicator__isnull", False),
                                ("outstanding_of__isnull", True),
                                ("table__isnull", True),
                            ),
                            models.Q(
                                ("indicator__isnull", True),
                                ("outstanding_of__isnull", True),
                                ("table__isnull", False),
                            ),
                            models.Q(
                                ("indicator__isnull", True),
                                ("outstanding_of__isnull", False),
                                ("table__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="exhibit_shows_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), ("source__isnull", True)),
                            models.Q(
                                ("source__isnull", False), models.Q(("place", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="exhibit_place",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="issuedpack",
            constraint=models.UniqueConstraint(
                fields=("service", "number"), name="issue_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedfile",
            constraint=models.UniqueConstraint(
                fields=("pack", "format"), name="issued_format_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "running"])),
                fields=("draft", "task"),
                name="one_job_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leased_until__isnull", False), ("state", "running")),
                    models.Q(("state", "running"), _negated=True),
                    _connector="OR",
                ),
                name="a_running_job_is_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("n_done__lte", models.F("n_all"))), name="no_more_than_all"
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfile",
            constraint=models.UniqueConstraint(fields=("job", "format"), name="job_format_once"),
        ),
        migrations.AddConstraint(
            model_name="housestyle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("logo__isnull", True),
                    models.Q(("logo_alt", ""), _negated=True),
                    _connector="OR",
                ),
                name="logo_says_what_it_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="implementation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="implementation_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="receiveddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="received_document_place",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["model", "object_id", "field"], name="release_of"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer", "accepted"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="what_is_not_accepted_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="response_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("begins_on__isnull", True), ("begins_precision", "")),
                    models.Q(
                        ("begins_on__isnull", False),
                        models.Q(("begins_precision", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="review_date_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("clock_length__gte", 1), ("clock_length__lte", 52)),
                name="review_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="review_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelrecommendation",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="panel_recommendation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="panelrecommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="panel_recommendation_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on__isnull", True),
                    ("until_on__isnull", True),
                    ("until_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="panel_member_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("n_people__gte", 1)), name="panel_member_is_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="panel_member_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_on__isnull", True), ("precision", "")),
                    models.Q(
                        ("held_on__isnull", False), models.Q(("precision", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="panel_meeting_date_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="panel_meeting_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="narrative",
            constraint=models.UniqueConstraint(fields=("review", "kind"), name="narrative_once"),
        ),
        migrations.AddConstraint(
            model_name="narrative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="narrative_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.UniqueConstraint(
                fields=("review", "short"), name="glossary_term_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="glossaryterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="glossary_term_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "exempt"), ("exempt_paragraph__isnull", False)),
                    models.Q(
                        models.Q(("audience", "exempt"), _negated=True),
                        ("exempt_paragraph__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="exempt_names_its_paragraph",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exempt_paragraph__isnull", True),
                    models.Q(("exempt_paragraph__gte", 1), ("exempt_paragraph__lte", 7)),
                    _connector="OR",
                ),
                name="schedule_12a_has_seven_paragraphs",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "scrutiny"), ("review__isnull", False)),
                    models.Q(("kind", "scrutiny"), _negated=True),
                    _connector="OR",
                ),
                name="a_scrutiny_report_is_of_a_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "board"), ("meeting__isnull", True), _connector="OR"),
                name="a_board_pack_alone_is_of_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="conclusion_once"),
        ),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="conclusion_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewobjective",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="review_objective_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewobjective",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="review_objective_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionorder",
            constraint=models.UniqueConstraint(
                fields=("service", "kind"), name="section_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="witness",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="witness_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), ("source__isnull", True)),
                    models.Q(("source__isnull", False), models.Q(("place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="evidence_place",
            ),
        ),
        migrations.RunPython(guards.install, guards.lift),
    ]
