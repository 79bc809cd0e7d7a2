import django.db.models.deletion
import django.db.models.functions.comparison
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("goals", "0002_area_revision"),
        ("organisation", "0004_board_and_health_roles"),
        ("reports", "0002_default_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="återkoppling")),
                ("at", models.DateTimeField(verbose_name="skriven")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="läst")),
                ("answer", models.TextField(blank=True, verbose_name="svar")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="besvarad"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="reports.report",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="reports.section",
                        verbose_name="avsnitt",
                    ),
                ),
            ],
            options={
                "verbose_name": "återkoppling",
                "verbose_name_plural": "återkoppling",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", ""), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="feedback_answer_is_dated",
                        violation_error_message="Ett svar ska ha en tid.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFeedback",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="återkoppling")),
                ("at", models.DateTimeField(verbose_name="skriven")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="läst")),
                ("answer", models.TextField(blank=True, verbose_name="svar")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="besvarad"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.section",
                        verbose_name="avsnitt",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical återkoppling",
                "verbose_name_plural": "historical återkoppling",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReportKind",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="kod")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("purpose", models.TextField(blank=True, verbose_name="syfte")),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("unit", "En per enhet"),
                            ("administration", "En per förvaltning"),
                            ("group", "En per namngiven grupp av enheter"),
                        ],
                        default="unit",
                        max_length=16,
                        verbose_name="hur många",
                    ),
                ),
                ("unit_kinds", models.JSONField(default=list, verbose_name="för enheter av slag")),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("school_year", "Läsår"),
                            ("calendar_year", "Kalenderår"),
                            ("term", "Termin"),
                        ],
                        default="school_year",
                        max_length=16,
                        verbose_name="gäller för",
                    ),
                ),
                (
                    "with_own_goals",
                    models.BooleanField(default=True, verbose_name="tar med enheternas egna mål"),
                ),
                (
                    "due_after_days",
                    models.SmallIntegerField(
                        default=-31, verbose_name="lämnas in så många dagar efter"
                    ),
                ),
                (
                    "remind_before_days",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="påminn så många dagar före"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="används inte längre från"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical rapportslag",
                "verbose_name_plural": "historical rapportslag",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSectionTemplate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="nyckel")),
                ("title", models.CharField(max_length=150, verbose_name="rubrik")),
                ("instruction", models.TextField(blank=True, verbose_name="anvisning")),
                (
                    "facts",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="fakta som ställs samman"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="används inte längre från"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.reportkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical avsnittsmall",
                "verbose_name_plural": "historical avsnittsmallar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LibraryVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="senast")),
                ("before", models.DateTimeField(blank=True, null=True, verbose_name="gången före")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "besök bland fastställda rapporter",
                "verbose_name_plural": "besök bland fastställda rapporter",
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="swedish", max_length=80, verbose_name="namn"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="används inte längre från"
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        help_text="För en rapport om ett tema. Inget val betyder alla mål.",
                        related_name="+",
                        to="goals.goal",
                        verbose_name="bara om målen",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occasions",
                        to="reports.reportkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "tillfälle eller tema",
                "verbose_name_plural": "tillfällen och teman",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="occasion_name_once",
                        violation_error_message="Det finns redan ett tillfälle med det namnet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("due", models.DateField(verbose_name="lämnas in senast")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="reports.reportkind",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "sista dag",
                "verbose_name_plural": "sista dagar",
                "ordering": ["due"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("period"),
                        django.db.models.functions.comparison.Coalesce("occasion", 0),
                        name="deadline_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDeadline",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("due", models.DateField(verbose_name="lämnas in senast")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.reportkind",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical sista dag",
                "verbose_name_plural": "historical sista dagar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="UnitGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="swedish", max_length=120, verbose_name="namn"),
                ),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="används inte längre från"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="reports.reportkind",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        related_name="report_groups", to="organisation.unit", verbose_name="enheter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="hör till",
                    ),
                ),
            ],
            options={
                "verbose_name": "grupp av enheter",
                "verbose_name_plural": "grupper av enheter",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="unit_group_name_once",
                        violation_error_message="Det finns redan en grupp med det namnet.",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="reportkind",
            options={
                "ordering": ["position", "code"],
                "verbose_name": "rapportslag",
                "verbose_name_plural": "rapportslag",
            },
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="report_once",
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="board_on",
            field=models.DateField(blank=True, null=True, verbose_name="nämndens sammanträde"),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="board_outcome",
            field=models.CharField(
                blank=True,
                choices=[("decided", "Beslutade"), ("noted", "Noterade informationen")],
                max_length=8,
                verbose_name="vad nämnden gjorde",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="board_reference",
            field=models.CharField(
                blank=True, max_length=40, verbose_name="paragraf i protokollet"
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="period",
            field=models.CharField(blank=True, max_length=12, verbose_name="period"),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="period_ends",
            field=models.DateField(editable=False, null=True, verbose_name="periodens slut"),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="period_starts",
            field=models.DateField(editable=False, null=True, verbose_name="periodens början"),
        ),
        migrations.AddField(
            model_name="report",
            name="board_on",
            field=models.DateField(blank=True, null=True, verbose_name="nämndens sammanträde"),
        ),
        migrations.AddField(
            model_name="report",
            name="board_outcome",
            field=models.CharField(
                blank=True,
                choices=[("decided", "Beslutade"), ("noted", "Noterade informationen")],
                max_length=8,
                verbose_name="vad nämnden gjorde",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="board_reference",
            field=models.CharField(
                blank=True, max_length=40, verbose_name="paragraf i protokollet"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="period",
            field=models.CharField(blank=True, max_length=12, verbose_name="period"),
        ),
        migrations.AddField(
            model_name="report",
            name="period_ends",
            field=models.DateField(editable=False, null=True, verbose_name="periodens slut"),
        ),
        migrations.AddField(
            model_name="report",
            name="period_starts",
            field=models.DateField(editable=False, null=True, verbose_name="periodens början"),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="draws_on",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to="reports.reportkind",
                verbose_name="bygger på fastställda rapporter av slaget",
            ),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="due_after_days",
            field=models.SmallIntegerField(
                default=-31, verbose_name="lämnas in så många dagar efter"
            ),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="per",
            field=models.CharField(
                choices=[
                    ("unit", "En per enhet"),
                    ("administration", "En per förvaltning"),
                    ("group", "En per namngiven grupp av enheter"),
                ],
                default="unit",
                max_length=16,
                verbose_name="hur många",
            ),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="period_kind",
            field=models.CharField(
                choices=[
                    ("school_year", "Läsår"),
                    ("calendar_year", "Kalenderår"),
                    ("term", "Termin"),
                ],
                default="school_year",
                max_length=16,
                verbose_name="gäller för",
            ),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="position",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="ordning"),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="purpose",
            field=models.TextField(blank=True, verbose_name="syfte"),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="remind_before_days",
            field=models.PositiveSmallIntegerField(
                default=14, verbose_name="påminn så många dagar före"
            ),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="retired_on",
            field=models.DateField(blank=True, null=True, verbose_name="används inte längre från"),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="school_forms",
            field=models.ManyToManyField(
                blank=True,
                help_text="Inget val betyder alla.",
                related_name="+",
                to="organisation.schoolform",
                verbose_name="för skolformerna",
            ),
        ),
        migrations.AddField(
            model_name="reportkind",
            name="with_own_goals",
            field=models.BooleanField(default=True, verbose_name="tar med enheternas egna mål"),
        ),
        migrations.AddField(
            model_name="sectiontemplate",
            name="retired_on",
            field=models.DateField(blank=True, null=True, verbose_name="används inte längre från"),
        ),
        migrations.AddField(
            model_name="sectiontemplate",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="historicalsection",
            name="facts",
            field=models.CharField(blank=True, max_length=200, verbose_name="fakta"),
        ),
        migrations.AlterField(
            model_name="historicalsection",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ansvarig",
            ),
        ),
        migrations.AlterField(
            model_name="reportkind",
            name="name",
            field=models.CharField(db_collation="swedish", max_length=120, verbose_name="namn"),
        ),
        migrations.AlterField(
            model_name="section",
            name="facts",
            field=models.CharField(blank=True, max_length=200, verbose_name="fakta"),
        ),
        migrations.AlterField(
            model_name="section",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ansvarig",
            ),
        ),
        migrations.AlterField(
            model_name="sectiontemplate",
            name="facts",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="fakta som ställs samman"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_after_days__gte", -366), ("due_after_days__lte", 366)),
                name="report_kind_due_is_near",
                violation_error_message="Sista dagen ska ligga högst ett år från periodens slut.",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="occasion",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="reports.occasion",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="occasion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reports.occasion",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="group",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="reports.unitgroup",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reports.unitgroup",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("board_outcome", ""),
                    models.Q(("board_on__isnull", False), ("state", "adopted")),
                    _connector="OR",
                ),
                name="board_outcome_is_dated_and_of_adopted",
                violation_error_message="Skriv när nämnden behandlade den fastställda rapporten.",
            ),
        ),
    ]
