import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("indicators", "0003_review_revision"),
        ("organisation", "0004_board_and_health_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kod")),
                (
                    "name",
                    models.CharField(db_collation="swedish", max_length=120, verbose_name="namn"),
                ),
            ],
            options={
                "verbose_name": "svarsskala",
                "verbose_name_plural": "svarsskalor",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="BankQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("pupils", "Elever"),
                            ("children", "Barn i förskolan"),
                            ("guardians", "Vårdnadshavare"),
                            ("staff", "Personal"),
                        ],
                        max_length=10,
                        verbose_name="för",
                    ),
                ),
                (
                    "area",
                    models.CharField(db_collation="swedish", max_length=80, verbose_name="område"),
                ),
                (
                    "text",
                    models.CharField(db_collation="swedish", max_length=400, verbose_name="fråga"),
                ),
                ("reversed", models.BooleanField(default=False, verbose_name="omvänd")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="källa")),
                (
                    "source_code",
                    models.CharField(blank=True, max_length=60, verbose_name="källans kod"),
                ),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="används inte längre från"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.scale",
                        verbose_name="svarsskala",
                    ),
                ),
            ],
            options={
                "verbose_name": "fråga i banken",
                "verbose_name_plural": "frågor i banken",
                "ordering": ["audience", "area", "text"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audience", "text"),
                        name="bank_question_once",
                        violation_error_message="Frågan finns redan i banken.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParticipation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("pupils", "Elever"),
                            ("children", "Barn i förskolan"),
                            ("guardians", "Vårdnadshavare"),
                            ("staff", "Personal"),
                        ],
                        max_length=10,
                        verbose_name="grupp",
                    ),
                ),
                ("on", models.DateField(verbose_name="när")),
                ("what", models.CharField(max_length=200, verbose_name="vad")),
                ("how", models.TextField(blank=True, verbose_name="hur de var med")),
                ("said", models.TextField(blank=True, verbose_name="vad de sade")),
                ("led_to", models.TextField(blank=True, verbose_name="vad det ledde till")),
                (
                    "took_part",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="hur många som var med"
                    ),
                ),
                (
                    "group_size",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="av hur många"),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="kommer från"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="sida"
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
                "verbose_name": "historical delaktighet",
                "verbose_name_plural": "historical delaktighet",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ScaleOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="ordning")),
                ("label", models.CharField(max_length=120, verbose_name="svar")),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("positive", "Positivt"),
                            ("other", "Inte positivt"),
                            ("no_opinion", "Utan åsikt"),
                        ],
                        max_length=10,
                        verbose_name="räknas som",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="surveys.scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "svarssteg",
                "verbose_name_plural": "svarssteg",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "position"), name="scale_option_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=150, verbose_name="rubrik"),
                ),
                ("intro", models.TextField(blank=True, max_length=2000, verbose_name="inledning")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("pupils", "Elever"),
                            ("children", "Barn i förskolan"),
                            ("guardians", "Vårdnadshavare"),
                            ("staff", "Personal"),
                        ],
                        max_length=10,
                        verbose_name="för",
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "Samma länk för alla"),
                            ("codes", "En engångskod till var och en"),
                        ],
                        default="open",
                        max_length=6,
                        verbose_name="hur man kommer in",
                    ),
                ),
                ("opens", models.DateField(verbose_name="öppnar")),
                ("closes", models.DateField(verbose_name="sista dag att svara")),
                (
                    "smallest_group",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="minsta grupp som visas"
                    ),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="publicerad"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="stängd")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="later",
                        to="surveys.survey",
                        verbose_name="jämförs med",
                    ),
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
                        related_name="surveys",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "enkät",
                "verbose_name_plural": "enkäter",
                "ordering": ["-opens", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gte", models.F("opens"))),
                        name="survey_closes_after_opening",
                        violation_error_message="Enkäten kan inte stänga innan den öppnar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("smallest_group__gte", 5)),
                        name="survey_keeps_a_smallest_group",
                        violation_error_message="Minsta grupp som visas kan inte vara under 5.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scale", "Fråga med svarsskala"),
                            ("group", "Grupp att dela upp svaren på"),
                            ("text", "Fritext"),
                        ],
                        default="scale",
                        max_length=5,
                        verbose_name="slag",
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="område")),
                ("text", models.CharField(max_length=400, verbose_name="fråga")),
                ("reversed", models.BooleanField(default=False, verbose_name="omvänd")),
                (
                    "bank_question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="uses",
                        to="surveys.bankquestion",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="ger värde till indikatorn",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "enkätfråga",
                "verbose_name_plural": "enkätfrågor",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "group")),
                        fields=("survey",),
                        name="one_group_question",
                        violation_error_message="En enkät kan dela upp svaren på högst ett sätt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="ordning")),
                ("label", models.CharField(max_length=120, verbose_name="svar")),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("positive", "Positivt"),
                            ("other", "Inte positivt"),
                            ("no_opinion", "Utan åsikt"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="räknas som",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="surveys.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "svarsalternativ",
                "verbose_name_plural": "svarsalternativ",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("question", "position"), name="option_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=8, verbose_name="språk")),
                ("text", models.CharField(max_length=400, verbose_name="fråga")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="surveys.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "översatt fråga",
                "verbose_name_plural": "översatta frågor",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "language"), name="question_language_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSurvey",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="rubrik")),
                ("intro", models.TextField(blank=True, max_length=2000, verbose_name="inledning")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("pupils", "Elever"),
                            ("children", "Barn i förskolan"),
                            ("guardians", "Vårdnadshavare"),
                            ("staff", "Personal"),
                        ],
                        max_length=10,
                        verbose_name="för",
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "Samma länk för alla"),
                            ("codes", "En engångskod till var och en"),
                        ],
                        default="open",
                        max_length=6,
                        verbose_name="hur man kommer in",
                    ),
                ),
                ("opens", models.DateField(verbose_name="öppnar")),
                ("closes", models.DateField(verbose_name="sista dag att svara")),
                (
                    "smallest_group",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="minsta grupp som visas"
                    ),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="publicerad"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="stängd")),
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
                    "created_by",
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
                        verbose_name="enhet",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="surveys.survey",
                        verbose_name="jämförs med",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical enkät",
                "verbose_name_plural": "historical enkäter",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SurveyTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "engelska"), ("ar", "arabiska"), ("uk", "ukrainska")],
                        max_length=8,
                        verbose_name="språk",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="rubrik")),
                ("intro", models.TextField(blank=True, max_length=2000, verbose_name="inledning")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "översättning",
                "verbose_name_plural": "översättningar",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "language"), name="survey_language_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16, unique=True, verbose_name="adress")),
                (
                    "asked",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="hur många som fick enkäten"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="surveys.survey",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "enhet som svarar",
                "verbose_name_plural": "enheter som svarar",
                "ordering": ["unit__path"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "unit"), name="survey_unit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField(verbose_name="dag")),
                ("receipt", models.UUIDField(unique=True, verbose_name="kvitto")),
                (
                    "survey_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="surveys.surveyunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "enkätsvar",
                "verbose_name_plural": "enkätsvar",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "hidden_because",
                    models.CharField(blank=True, max_length=200, verbose_name="dold för att"),
                ),
                (
                    "option",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="surveys.option",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="surveys.question",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="surveys.response",
                    ),
                ),
            ],
            options={
                "verbose_name": "svar på fråga",
                "verbose_name_plural": "svar på frågor",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "question"), name="answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("option__isnull", False),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, verbose_name="kod")),
                ("is_used", models.BooleanField(default=False, verbose_name="använd")),
                (
                    "survey_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="surveys.surveyunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "engångskod",
                "verbose_name_plural": "engångskoder",
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey_unit", "code"), name="one_time_code_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OptionTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=8, verbose_name="språk")),
                ("label", models.CharField(max_length=120, verbose_name="svar")),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="surveys.option",
                    ),
                ),
            ],
            options={
                "verbose_name": "översatt svar",
                "verbose_name_plural": "översatta svar",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("option", "language"), name="option_language_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("pupils", "Elever"),
                            ("children", "Barn i förskolan"),
                            ("guardians", "Vårdnadshavare"),
                            ("staff", "Personal"),
                        ],
                        max_length=10,
                        verbose_name="grupp",
                    ),
                ),
                ("on", models.DateField(verbose_name="när")),
                ("what", models.CharField(max_length=200, verbose_name="vad")),
                ("how", models.TextField(blank=True, verbose_name="hur de var med")),
                ("said", models.TextField(blank=True, verbose_name="vad de sade")),
                ("led_to", models.TextField(blank=True, verbose_name="vad det ledde till")),
                (
                    "took_part",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="hur många som var med"
                    ),
                ),
                (
                    "group_size",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="av hur många"),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="kommer från"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="sida"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participation",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "delaktighet",
                "verbose_name_plural": "delaktighet",
                "ordering": ["-on", "-pk"],
                "indexes": [models.Index(fields=["unit", "on"], name="participation_unit_on")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("took_part__isnull", True),
                            ("group_size__isnull", True),
                            ("took_part__lte", models.F("group_size")),
                            _connector="OR",
                        ),
                        name="participation_part_of_group",
                        violation_error_message="Fler kan inte ha varit med än gruppen har.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("origin", ""), _negated=True),
                        fields=("origin",),
                        name="participation_origin_once",
                    ),
                ],
            },
        ),
    ]
