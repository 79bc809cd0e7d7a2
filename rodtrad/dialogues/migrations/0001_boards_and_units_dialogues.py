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
            name="BoardRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="nämnden enades den"),
                ),
                (
                    "agreed_note",
                    models.TextField(blank=True, verbose_name="hur nämnden resonerade"),
                ),
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
                        related_name="board_rounds",
                        to="organisation.unit",
                        verbose_name="huvudman",
                    ),
                ),
            ],
            options={
                "verbose_name": "nämndens dialoger för ett läsår",
                "verbose_name_plural": "nämndens dialoger",
                "ordering": ["-school_year"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "school_year"), name="board_round_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fewest",
                    models.PositiveSmallIntegerField(default=3, verbose_name="minst antal ämnen"),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(default=5, verbose_name="högst antal ämnen"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="minuter för en dialog"
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_rule",
                        to="organisation.unit",
                        verbose_name="huvudman",
                    ),
                ),
            ],
            options={
                "verbose_name": "regel för nämndens dialoger",
                "verbose_name_plural": "regler för nämndens dialoger",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fewest__gte", 1), ("most__gte", models.F("fewest")), ("most__lte", 12)
                        ),
                        name="board_rule_has_some_topics",
                        violation_error_message="Skriv ett minsta antal från 1 och ett största antal som är minst lika stort, högst 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 15), ("minutes__lte", 240)),
                        name="board_rule_has_sane_time",
                        violation_error_message="En dialog tar mellan 15 och 240 minuter.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupExemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("staff", "Personal"),
                            ("children", "Barn"),
                            ("pupils", "Elever"),
                            ("guardians", "Vårdnadshavare"),
                        ],
                        max_length=10,
                        verbose_name="grupp",
                    ),
                ),
                ("why", models.TextField(verbose_name="varför gruppen inte är aktuell")),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.schoolyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_exemptions",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "grupp som inte är aktuell",
                "verbose_name_plural": "grupper som inte är aktuella",
                "ordering": ["-school_year", "group"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "school_year", "group"), name="group_exemption_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="exemption_says_why",
                        violation_error_message="Skriv varför gruppen inte är aktuell.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBoardRound",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="nämnden enades den"),
                ),
                (
                    "agreed_note",
                    models.TextField(blank=True, verbose_name="hur nämnden resonerade"),
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
                        verbose_name="huvudman",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical nämndens dialoger för ett läsår",
                "verbose_name_plural": "historical nämndens dialoger",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBoardRule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "fewest",
                    models.PositiveSmallIntegerField(default=3, verbose_name="minst antal ämnen"),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(default=5, verbose_name="högst antal ämnen"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="minuter för en dialog"
                    ),
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
                        verbose_name="huvudman",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical regel för nämndens dialoger",
                "verbose_name_plural": "historical regler för nämndens dialoger",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGroupExemption",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("staff", "Personal"),
                            ("children", "Barn"),
                            ("pupils", "Elever"),
                            ("guardians", "Vårdnadshavare"),
                        ],
                        max_length=10,
                        verbose_name="grupp",
                    ),
                ),
                ("why", models.TextField(verbose_name="varför gruppen inte är aktuell")),
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
                    ),
                ),
            ],
            options={
                "verbose_name": "historical grupp som inte är aktuell",
                "verbose_name_plural": "historical grupper som inte är aktuella",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOccasion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("method", models.CharField(max_length=80, verbose_name="hur")),
                ("held", models.BooleanField(default=False, verbose_name="genomförd")),
                ("question", models.TextField(blank=True, verbose_name="vad dialogen handlar om")),
                ("said", models.TextField(blank=True, verbose_name="vad de sade")),
                (
                    "adjusted",
                    models.TextField(blank=True, verbose_name="vad vi ändrar i stöd och stimulans"),
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.developmentarea",
                        verbose_name="svarar mot utmaningen",
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
                    "recorded_by",
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
                    "school_year",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.schoolyear",
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
                    ),
                ),
            ],
            options={
                "verbose_name": "historical enhetens dialog",
                "verbose_name_plural": "historical enhetens dialoger",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTopic",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="ämne")),
                ("why", models.TextField(verbose_name="varför")),
                (
                    "origin",
                    models.CharField(
                        choices=[("administration", "Förvaltningen"), ("member", "Ledamot")],
                        max_length=15,
                        verbose_name="föreslaget av",
                    ),
                ),
                (
                    "at_sitting",
                    models.BooleanField(default=False, verbose_name="lämnat vid sittande möte"),
                ),
                ("proposed_on", models.DateField(verbose_name="föreslaget den")),
                ("chosen", models.BooleanField(default=False, verbose_name="valt av nämnden")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="återtaget den"),
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
                    "proposed_by",
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
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.boardround",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ämne för nämndens dialog",
                "verbose_name_plural": "historical ämnen för nämndens dialog",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUnitPlan",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="så blir alla delaktiga")),
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
                    ),
                ),
            ],
            options={
                "verbose_name": "historical plan för enhetens dialoger",
                "verbose_name_plural": "historical planer för enhetens dialoger",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("on", models.DateField(verbose_name="dag")),
                ("method", models.CharField(max_length=80, verbose_name="hur")),
                ("held", models.BooleanField(default=False, verbose_name="genomförd")),
                ("question", models.TextField(blank=True, verbose_name="vad dialogen handlar om")),
                ("said", models.TextField(blank=True, verbose_name="vad de sade")),
                (
                    "adjusted",
                    models.TextField(blank=True, verbose_name="vad vi ändrar i stöd och stimulans"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="dialogues",
                        to="goals.developmentarea",
                        verbose_name="svarar mot utmaningen",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.schoolyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogue_occasions",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "enhetens dialog",
                "verbose_name_plural": "enhetens dialoger",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held", False), models.Q(("said", ""), _negated=True), _connector="OR"
                        ),
                        name="held_occasion_says_something",
                        violation_error_message="Skriv vad de sade.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="fråga")),
                ("raised_on", models.DateField(verbose_name="lyft den")),
                ("answer", models.TextField(blank=True, verbose_name="förvaltningens svar")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="besvarad den"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
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
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.schoolyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="organisation.unit",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="matters",
                        to="dialogues.occasion",
                        verbose_name="ur dialogen",
                    ),
                ),
            ],
            options={
                "verbose_name": "fråga som en enhet lyfter",
                "verbose_name_plural": "frågor som enheter lyfter",
                "ordering": ["-raised_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on__isnull", True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_matter_has_answer",
                        violation_error_message="Skriv svaret till enheten.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMatter",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="fråga")),
                ("raised_on", models.DateField(verbose_name="lyft den")),
                ("answer", models.TextField(blank=True, verbose_name="förvaltningens svar")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="besvarad den"),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
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
                    "school_year",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.schoolyear",
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
                        to="dialogues.occasion",
                        verbose_name="ur dialogen",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical fråga som en enhet lyfter",
                "verbose_name_plural": "historical frågor som enheter lyfter",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OccasionGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("staff", "Personal"),
                            ("children", "Barn"),
                            ("pupils", "Elever"),
                            ("guardians", "Vårdnadshavare"),
                        ],
                        max_length=10,
                        verbose_name="grupp",
                    ),
                ),
                (
                    "took_part",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="deltog"),
                ),
                ("size", models.PositiveIntegerField(blank=True, null=True, verbose_name="av")),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="dialogues.occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "grupp vid dialogen",
                "verbose_name_plural": "grupper vid dialogen",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("occasion", "group"), name="occasion_group_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("took_part__isnull", True),
                            ("size__isnull", True),
                            ("took_part__lte", models.F("size")),
                            _connector="OR",
                        ),
                        name="occasion_group_not_larger_than_itself",
                        violation_error_message="Fler kan inte ha deltagit än gruppen är stor.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=200, verbose_name="ämne"),
                ),
                ("why", models.TextField(verbose_name="varför")),
                (
                    "origin",
                    models.CharField(
                        choices=[("administration", "Förvaltningen"), ("member", "Ledamot")],
                        max_length=15,
                        verbose_name="föreslaget av",
                    ),
                ),
                (
                    "at_sitting",
                    models.BooleanField(default=False, verbose_name="lämnat vid sittande möte"),
                ),
                ("proposed_on", models.DateField(verbose_name="föreslaget den")),
                ("chosen", models.BooleanField(default=False, verbose_name="valt av nämnden")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="återtaget den"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="dialogues.boardround",
                    ),
                ),
            ],
            options={
                "verbose_name": "ämne för nämndens dialog",
                "verbose_name_plural": "ämnen för nämndens dialog",
                "ordering": ["-chosen", "proposed_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "title"),
                        name="topic_once",
                        violation_error_message="Ämnet är redan föreslaget för läsåret.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chosen", False), ("withdrawn_on__isnull", True), _connector="OR"
                        ),
                        name="chosen_topic_not_withdrawn",
                        violation_error_message="Ett valt ämne kan inte återtas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardDialogue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="börjar")),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="minuter")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="plats")),
                ("text", models.TextField(blank=True, verbose_name="underlag")),
                (
                    "noticed_on",
                    models.DateField(blank=True, null=True, verbose_name="i kallelsen den"),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="genomförd den")),
                ("said", models.TextField(blank=True, verbose_name="vad som kom fram")),
                ("led_to", models.TextField(blank=True, verbose_name="vad det ledde till")),
                (
                    "answer",
                    models.TextField(blank=True, verbose_name="nämndens svar till enheterna"),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="svaret skickat den"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogue",
                        to="dialogues.topic",
                        verbose_name="ämne",
                    ),
                ),
            ],
            options={
                "verbose_name": "nämndens dialog",
                "verbose_name_plural": "nämndens dialoger",
                "ordering": ["on", "starts", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 15), ("minutes__lte", 240)),
                        name="board_dialogue_takes_time",
                        violation_error_message="En dialog tar mellan 15 och 240 minuter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", True),
                            models.Q(("said", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="held_board_dialogue_says_something",
                        violation_error_message="Skriv vad som kom fram i dialogen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on__isnull", True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_board_dialogue_has_answer",
                        violation_error_message="Skriv nämndens svar till enheterna.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("sent_on", models.DateField(verbose_name="skickat den")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefs",
                        to="dialogues.boarddialogue",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "skickat underlag",
                "verbose_name_plural": "skickade underlag",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dialogue", "version"), name="brief_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefMaterial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="material",
                        to="dialogues.boarddialogue",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goals.goal",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "fakta i underlaget",
                "verbose_name_plural": "fakta i underlaget",
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
                        name="material_is_one_thing",
                    ),
                    models.UniqueConstraint(fields=("dialogue", "goal"), name="material_goal_once"),
                    models.UniqueConstraint(
                        fields=("dialogue", "indicator"), name="material_indicator_once"
                    ),
                    models.UniqueConstraint(
                        fields=("dialogue", "report"), name="material_report_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="vad som ska göras")),
                ("due", models.DateField(verbose_name="följs upp senast")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="uppföljt den")),
                ("outcome", models.TextField(blank=True, verbose_name="vad det blev")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="dialogues.boarddialogue",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "uppföljning av nämndens dialog",
                "verbose_name_plural": "uppföljningar av nämndens dialog",
                "ordering": ["done_on", "due", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="done_follow_up_says_outcome",
                        violation_error_message="Skriv vad det blev.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFollowUp",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="vad som ska göras")),
                ("due", models.DateField(verbose_name="följs upp senast")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="uppföljt den")),
                ("outcome", models.TextField(blank=True, verbose_name="vad det blev")),
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
                    "dialogue",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.boarddialogue",
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
            ],
            options={
                "verbose_name": "historical uppföljning av nämndens dialog",
                "verbose_name_plural": "historical uppföljningar av nämndens dialog",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMemberVisit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="börjar")),
                ("places", models.PositiveSmallIntegerField(default=4, verbose_name="platser")),
                ("about", models.TextField(blank=True, verbose_name="vad ledamöterna får se")),
                (
                    "cancelled_why",
                    models.TextField(blank=True, verbose_name="varför besöket är inställt"),
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
                    "dialogue",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.boarddialogue",
                        verbose_name="hör till dialogen om",
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
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.boardround",
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
            ],
            options={
                "verbose_name": "historical verksamhetsbesök",
                "verbose_name_plural": "historical verksamhetsbesök",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MemberVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="börjar")),
                ("places", models.PositiveSmallIntegerField(default=4, verbose_name="platser")),
                ("about", models.TextField(blank=True, verbose_name="vad ledamöterna får se")),
                (
                    "cancelled_why",
                    models.TextField(blank=True, verbose_name="varför besöket är inställt"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "dialogue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visits",
                        to="dialogues.boarddialogue",
                        verbose_name="hör till dialogen om",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="dialogues.boardround",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_visits",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "verksamhetsbesök",
                "verbose_name_plural": "verksamhetsbesök",
                "ordering": ["on", "starts", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1), ("places__lte", 30)),
                        name="member_visit_has_places",
                        violation_error_message="Skriv mellan 1 och 30 platser.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberVisitSignup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="anmäld den")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_visits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signups",
                        to="dialogues.membervisit",
                    ),
                ),
            ],
            options={
                "verbose_name": "anmälan till verksamhetsbesök",
                "verbose_name_plural": "anmälningar till verksamhetsbesök",
                "ordering": ["person__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "person"), name="signup_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Summons",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="vad du väntas bidra med")),
                ("called_on", models.DateField(verbose_name="kallad den")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Inte svarat"),
                            ("comes", "Kommer"),
                            ("cannot", "Kan inte komma"),
                        ],
                        max_length=6,
                        verbose_name="svar",
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="svarade den"),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summons",
                        to="dialogues.boarddialogue",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_summons",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "kallelse till nämndens dialog",
                "verbose_name_plural": "kallelser till nämndens dialog",
                "ordering": ["person__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dialogue", "person"),
                        name="summons_once",
                        violation_error_message="Personen är redan kallad.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBoardDialogue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="börjar")),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="minuter")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="plats")),
                ("text", models.TextField(blank=True, verbose_name="underlag")),
                (
                    "noticed_on",
                    models.DateField(blank=True, null=True, verbose_name="i kallelsen den"),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="genomförd den")),
                ("said", models.TextField(blank=True, verbose_name="vad som kom fram")),
                ("led_to", models.TextField(blank=True, verbose_name="vad det ledde till")),
                (
                    "answer",
                    models.TextField(blank=True, verbose_name="nämndens svar till enheterna"),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="svaret skickat den"),
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
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="dialogues.topic",
                        verbose_name="ämne",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical nämndens dialog",
                "verbose_name_plural": "historical nämndens dialoger",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TopicEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("area", "Utvecklingsområde"),
                            ("goal", "Gemensamt mål"),
                            ("section", "Kvalitetsrapport"),
                            ("matter", "Fråga från en enhet"),
                            ("visit", "Förvaltningens dialog"),
                        ],
                        max_length=8,
                        verbose_name="slag",
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="rad")),
                ("label", models.CharField(max_length=250, verbose_name="rubrik")),
                ("text", models.TextField(blank=True, verbose_name="vad det säger")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="dialogues.topic",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "underlag för ämnet",
                "verbose_name_plural": "underlag för ämnet",
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "kind", "number"), name="evidence_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="så blir alla delaktiga")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
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
                        related_name="dialogue_plans",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan för enhetens dialoger",
                "verbose_name_plural": "planer för enhetens dialoger",
                "ordering": ["-school_year"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "school_year"), name="unit_plan_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerReceiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="skickat den")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_answers",
                        to="organisation.unit",
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receivers",
                        to="dialogues.boarddialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "mottagare av nämndens svar",
                "verbose_name_plural": "mottagare av nämndens svar",
                "ordering": ["unit__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dialogue", "unit"), name="answer_receiver_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="occasion",
            index=models.Index(fields=["unit", "school_year", "on"], name="occasion_unit_year"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["unit", "school_year"], name="matter_unit_year"),
        ),
        migrations.AddIndex(
            model_name="topicevidence",
            index=models.Index(fields=["kind", "number"], name="evidence_of"),
        ),
    ]
