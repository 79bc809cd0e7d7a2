import uuid

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("goals", "0002_area_revision"),
        ("indicators", "0003_review_revision"),
        ("organisation", "0004_board_and_health_roles"),
        ("reports", "0002_default_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matrix",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_collation="swedish", max_length=120, unique=True, verbose_name="namn"
                    ),
                ),
                (
                    "unit_kind",
                    models.CharField(
                        choices=[("preschool", "Förskola"), ("school", "Skola")],
                        max_length=20,
                        verbose_name="för",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Kom med Rödtråd och är tänkt att anpassas.",
                        verbose_name="exempel",
                    ),
                ),
            ],
            options={
                "verbose_name": "kvalitetsmatris",
                "verbose_name_plural": "kvalitetsmatriser",
                "ordering": ["unit_kind", "name"],
            },
        ),
        migrations.CreateModel(
            name="MatrixVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("published", "Gäller"),
                            ("withdrawn", "Tillbakadragen"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("levels", "Beskrivna nivåer"),
                            ("points", "Poäng"),
                            ("priority", "Behöver prioriteras, behöver inte, kan delas med andra"),
                        ],
                        default="levels",
                        max_length=10,
                        verbose_name="skala",
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="inledning")),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="gäller från"),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="tillbakadragen"),
                ),
                (
                    "matrix",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="matrix.matrix",
                    ),
                ),
            ],
            options={
                "verbose_name": "matrisversion",
                "verbose_name_plural": "matrisversioner",
                "ordering": ["matrix", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matrix", "number"), name="matrix_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("matrix",),
                        name="matrix_one_draft",
                        violation_error_message="Matrisen har redan ett utkast. Arbeta vidare i det.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("published_on__isnull", False), _connector="OR"
                        ),
                        name="used_matrix_version_has_date",
                        violation_error_message="En version som gäller ska ha ett datum.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="område")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="matrix.matrixversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "område",
                "verbose_name_plural": "områden",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "title"),
                        name="matrix_area_once",
                        violation_error_message="Versionen har redan ett område med det namnet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, verbose_name="nyckel")),
                ("title", models.CharField(max_length=160, verbose_name="kriterium")),
                ("question", models.TextField(blank=True, verbose_name="vad ni tittar efter")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="matrix.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "kriterium",
                "verbose_name_plural": "kriterier",
                "ordering": ["area__position", "area", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "key"), name="criterion_key_once"),
                    models.UniqueConstraint(
                        fields=("area", "title"),
                        name="criterion_title_once",
                        violation_error_message="Området har redan ett kriterium med det namnet.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCampaign",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("opens", models.DateField(verbose_name="börjar")),
                ("deadline", models.DateField(verbose_name="klar senast")),
                (
                    "smallest_group",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(
                                3, "Minsta grupp kan inte vara mindre än 3 personer."
                            ),
                            django.core.validators.MaxValueValidator(
                                50, "Minsta grupp kan inte vara större än 50 personer."
                            ),
                        ],
                        verbose_name="minsta grupp",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="hälsning till enheterna")),
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
                    "school_year",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.schoolyear",
                        verbose_name="läsår",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="för",
                    ),
                ),
                (
                    "preschool_matrix",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="matrix.matrixversion",
                        verbose_name="matris för förskolor",
                    ),
                ),
                (
                    "school_matrix",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="matrix.matrixversion",
                        verbose_name="matris för skolor",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical självskattningsomgång",
                "verbose_name_plural": "historical självskattningsomgångar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opens", models.DateField(verbose_name="börjar")),
                ("deadline", models.DateField(verbose_name="klar senast")),
                (
                    "smallest_group",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(
                                3, "Minsta grupp kan inte vara mindre än 3 personer."
                            ),
                            django.core.validators.MaxValueValidator(
                                50, "Minsta grupp kan inte vara större än 50 personer."
                            ),
                        ],
                        verbose_name="minsta grupp",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="hälsning till enheterna")),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.schoolyear",
                        verbose_name="läsår",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="organisation.unit",
                        verbose_name="för",
                    ),
                ),
                (
                    "preschool_matrix",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.matrixversion",
                        verbose_name="matris för förskolor",
                    ),
                ),
                (
                    "school_matrix",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.matrixversion",
                        verbose_name="matris för skolor",
                    ),
                ),
            ],
            options={
                "verbose_name": "självskattningsomgång",
                "verbose_name_plural": "självskattningsomgångar",
                "ordering": ["-school_year", "unit"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gte", models.F("opens"))),
                        name="campaign_ends_after_start",
                        violation_error_message="Sista dagen kan inte vara före den första.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("preschool_matrix__isnull", False),
                            ("school_matrix__isnull", False),
                            _connector="OR",
                        ),
                        name="campaign_has_a_matrix",
                        violation_error_message="Välj en matris för förskolor, för skolor eller båda.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("smallest_group__gte", 3)),
                        name="campaign_group_not_too_small",
                        violation_error_message="Minsta grupp kan inte vara mindre än 3 personer.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScaleStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="ordning")),
                ("label", models.CharField(max_length=60, verbose_name="steg")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="matrix.matrixversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "steg",
                "verbose_name_plural": "steg",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="scale_step_once"),
                    models.UniqueConstraint(
                        fields=("version", "label"),
                        name="scale_label_once",
                        violation_error_message="Två steg kan inte heta lika.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="beskrivning")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="matrix.criterion",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="matrix.scalestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "beskriven nivå",
                "verbose_name_plural": "beskrivna nivåer",
                "ordering": ["step__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("criterion", "step"), name="level_text_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("individual", "Var och en skattar"),
                            ("team", "Arbetslagen skattar"),
                            ("agreed", "Ni enas"),
                            ("done", "Klar"),
                        ],
                        default="individual",
                        max_length=12,
                        verbose_name="steg",
                    ),
                ),
                (
                    "raters",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="svarande"
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="klar")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="matrix.campaign",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_assessments",
                        to="organisation.unit",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.matrixversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "självskattning",
                "verbose_name_plural": "självskattningar",
                "ordering": ["-campaign__school_year", "unit__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "unit"), name="assessment_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="done_assessment_has_a_day",
                        violation_error_message="En självskattning som är klar ska ha en dag.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="matrix.selfassessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "deltagande",
                "verbose_name_plural": "deltaganden",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "user"),
                        name="participation_once",
                        violation_error_message="Du har redan lämnat in din skattning.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("handed_in", models.BooleanField(default=False)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="matrix.selfassessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "blankett",
                "verbose_name_plural": "blanketter",
            },
        ),
        migrations.CreateModel(
            name="SheetRating",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=1000, verbose_name="grunder")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matrix.criterion",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="matrix.sheet",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matrix.scalestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "svar",
                "verbose_name_plural": "svar",
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion"), name="sheet_rating_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="antal")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="matrix.selfassessment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matrix.criterion",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matrix.scalestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "fördelning",
                "verbose_name_plural": "fördelningar",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "criterion", "step"), name="tally_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TallyComment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(verbose_name="grunder")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="matrix.selfassessment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matrix.criterion",
                    ),
                ),
            ],
            options={
                "verbose_name": "grund",
                "verbose_name_plural": "grunder",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_collation="swedish", max_length=80, verbose_name="arbetslag"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="matrix.selfassessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "arbetslag",
                "verbose_name_plural": "arbetslag",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "name"),
                        name="team_once",
                        violation_error_message="Det arbetslaget finns redan.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grounds", models.TextField(blank=True, max_length=4000, verbose_name="grunder")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="goals.developmentarea",
                        verbose_name="blev utvecklingsområde",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.criterion",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matrix.scalestep",
                        verbose_name="nivå",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="matrix.selfassessment",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="matrix.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "skattning",
                "verbose_name_plural": "skattningar",
                "ordering": ["criterion", "team"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("team__isnull", True)),
                        fields=("assessment", "criterion"),
                        name="agreed_rating_once",
                    ),
                    models.UniqueConstraint(
                        fields=("assessment", "criterion", "team"), name="team_rating_once"
                    ),
                ],
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
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="goals.goal",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="matrix.rating",
                    ),
                ),
            ],
            options={
                "verbose_name": "underlag",
                "verbose_name_plural": "underlag",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("goal__isnull", False),
                                ("indicator__isnull", True),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("goal__isnull", True),
                                ("indicator__isnull", False),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("goal__isnull", True),
                                ("indicator__isnull", True),
                                ("report__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_one_thing",
                        violation_error_message="Välj ett mål, en indikator eller en rapport.",
                    ),
                    models.UniqueConstraint(fields=("rating", "goal"), name="evidence_goal_once"),
                    models.UniqueConstraint(
                        fields=("rating", "indicator"), name="evidence_indicator_once"
                    ),
                    models.UniqueConstraint(
                        fields=("rating", "report"), name="evidence_report_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRating",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("grounds", models.TextField(blank=True, max_length=4000, verbose_name="grunder")),
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.developmentarea",
                        verbose_name="blev utvecklingsområde",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="matrix.criterion",
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
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="matrix.scalestep",
                        verbose_name="nivå",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="matrix.selfassessment",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="matrix.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical skattning",
                "verbose_name_plural": "historical skattningar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
