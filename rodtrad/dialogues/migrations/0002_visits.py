import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("dialogues", "0001_boards_and_units_dialogues"),
        ("organisation", "0005_school_breaks"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalVisitRound",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("starts", models.DateField(verbose_name="första dag")),
                ("ends", models.DateField(verbose_name="sista dag")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=120,
                        validators=[
                            django.core.validators.MinValueValidator(
                                30, "Ett besök tar minst 30 minuter."
                            ),
                            django.core.validators.MaxValueValidator(
                                480, "Ett besök tar högst 8 timmar."
                            ),
                        ],
                        verbose_name="minuter för ett besök",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="till enheterna")),
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
            ],
            options={
                "verbose_name": "historical besöksomgång",
                "verbose_name_plural": "historical besöksomgångar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="VisitRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts", models.DateField(verbose_name="första dag")),
                ("ends", models.DateField(verbose_name="sista dag")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=120,
                        validators=[
                            django.core.validators.MinValueValidator(
                                30, "Ett besök tar minst 30 minuter."
                            ),
                            django.core.validators.MaxValueValidator(
                                480, "Ett besök tar högst 8 timmar."
                            ),
                        ],
                        verbose_name="minuter för ett besök",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="till enheterna")),
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
                        related_name="visit_rounds",
                        to="organisation.unit",
                        verbose_name="för",
                    ),
                ),
            ],
            options={
                "verbose_name": "besöksomgång",
                "verbose_name_plural": "besöksomgångar",
                "ordering": ["-school_year", "unit"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))),
                        name="visit_round_ends_after_start",
                        violation_error_message="Sista dagen kan inte vara före den första.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planerat"),
                            ("held", "Genomfört"),
                            ("cancelled", "Inställt"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="dag")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="börjar")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="plats")),
                (
                    "cancelled_why",
                    models.TextField(blank=True, verbose_name="varför det är inställt"),
                ),
                (
                    "wants_to_tell",
                    models.TextField(blank=True, max_length=8000, verbose_name="vill berätta"),
                ),
                (
                    "wants_to_discuss",
                    models.TextField(
                        blank=True, max_length=8000, verbose_name="vill resonera kring"
                    ),
                ),
                ("prepared_on", models.DateField(blank=True, null=True, verbose_name="förberett")),
                (
                    "children",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="barn eller elever"
                    ),
                ),
                (
                    "children_asked",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tillfrågade barn eller elever"
                    ),
                ),
                (
                    "notes",
                    models.TextField(blank=True, max_length=20000, verbose_name="anteckningar"),
                ),
                (
                    "feedback",
                    models.TextField(blank=True, max_length=8000, verbose_name="återkoppling"),
                ),
                (
                    "feedback_on",
                    models.DateField(blank=True, null=True, verbose_name="återkopplat"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="dialogues.visitround",
                    ),
                ),
            ],
            options={
                "verbose_name": "besök",
                "verbose_name_plural": "besök",
                "ordering": ["on", "begins", "unit__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "unit"),
                        name="visit_once_a_round",
                        violation_error_message="Enheten har redan ett besök i omgången.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("children__isnull", True),
                            ("children_asked__isnull", True),
                            ("children__lte", models.F("children_asked")),
                            _connector="OR",
                        ),
                        name="visit_children_within_asked",
                        violation_error_message="Fler barn eller elever kan inte ha varit med än de som tillfrågades.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("on__isnull", False),
                            _connector="OR",
                        ),
                        name="held_visit_has_a_day",
                        violation_error_message="Ett genomfört besök ska ha en dag.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cancelled_visit_says_why",
                        violation_error_message="Skriv varför besöket är inställt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCommitment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("unit", "Enheten"), ("administration", "Förvaltningen")],
                        max_length=15,
                        verbose_name="vem",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="åtagande")),
                ("due", models.DateField(verbose_name="följs upp senast")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Pågår"), ("done", "Klart"), ("dropped", "Blev inte av")],
                        default="open",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="vad det blev av"),
                ),
                (
                    "followed_up_on",
                    models.DateField(blank=True, null=True, verbose_name="uppföljt"),
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
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical åtagande",
                "verbose_name_plural": "historical åtaganden",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalVisit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planerat"),
                            ("held", "Genomfört"),
                            ("cancelled", "Inställt"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="dag")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="börjar")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="plats")),
                (
                    "cancelled_why",
                    models.TextField(blank=True, verbose_name="varför det är inställt"),
                ),
                (
                    "wants_to_tell",
                    models.TextField(blank=True, max_length=8000, verbose_name="vill berätta"),
                ),
                (
                    "wants_to_discuss",
                    models.TextField(
                        blank=True, max_length=8000, verbose_name="vill resonera kring"
                    ),
                ),
                ("prepared_on", models.DateField(blank=True, null=True, verbose_name="förberett")),
                (
                    "children",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="barn eller elever"
                    ),
                ),
                (
                    "children_asked",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tillfrågade barn eller elever"
                    ),
                ),
                (
                    "notes",
                    models.TextField(blank=True, max_length=20000, verbose_name="anteckningar"),
                ),
                (
                    "feedback",
                    models.TextField(blank=True, max_length=8000, verbose_name="återkoppling"),
                ),
                (
                    "feedback_on",
                    models.DateField(blank=True, null=True, verbose_name="återkopplat"),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.visitround",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical besök",
                "verbose_name_plural": "historical besök",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("unit", "Enheten"), ("administration", "Förvaltningen")],
                        max_length=15,
                        verbose_name="vem",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="åtagande")),
                ("due", models.DateField(verbose_name="följs upp senast")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Pågår"), ("done", "Klart"), ("dropped", "Blev inte av")],
                        default="open",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="vad det blev av"),
                ),
                (
                    "followed_up_on",
                    models.DateField(blank=True, null=True, verbose_name="uppföljt"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitments",
                        to="dialogues.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "åtagande",
                "verbose_name_plural": "åtaganden",
                "ordering": ["due", "pk"],
                "indexes": [models.Index(fields=["state", "due"], name="commitment_state_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("followed_up_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="finished_commitment_says_outcome",
                        violation_error_message="Skriv vad det blev av.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AppraisalTalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag för medarbetarsamtal")),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="dialogues.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "medarbetarsamtal",
                "verbose_name_plural": "medarbetarsamtal",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "head", "principal"), name="appraisal_once_for_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("head", models.F("principal")), _negated=True),
                        name="appraisal_between_two",
                        violation_error_message="Samtalet är mellan två personer.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("visitor", "Förvaltningen"),
                            ("principal", "Rektor"),
                            ("lead", "Förstelärare eller processledare"),
                            ("other", "Medarbetare"),
                        ],
                        max_length=10,
                        verbose_name="roll",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="dialogues.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "deltagare",
                "verbose_name_plural": "deltagare",
                "ordering": ["part", "user__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "user"), name="visit_participant_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["round", "on"], name="visit_round_on"),
        ),
    ]
