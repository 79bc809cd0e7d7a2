import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("goals", "0002_area_revision"),
        ("organisation", "0004_board_and_health_roles"),
        ("steering", "0002_revisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnalysisDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=150, verbose_name="namn"),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="avslutad")),
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
                        related_name="analysis_days",
                        to="organisation.unit",
                        verbose_name="förvaltning",
                    ),
                ),
            ],
            options={
                "verbose_name": "analysdag",
                "verbose_name_plural": "analysdagar",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DayTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        db_collation="swedish", max_length=200, verbose_name="gemensamt mönster"
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="vad anteckningarna visar")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="themes",
                        to="goals.developmentarea",
                        verbose_name="blev utvecklingsområdet",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="goals.analysisday",
                    ),
                ),
            ],
            options={
                "verbose_name": "gemensamt mönster",
                "verbose_name_plural": "gemensamma mönster",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DayNote",
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
                        choices=[("strength", "Styrka"), ("challenge", "Utmaning")],
                        max_length=9,
                        verbose_name="slag",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="anteckning")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="goals.analysisday",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="day_notes",
                        to="goals.goal",
                        verbose_name="gemensamt mål",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_notes",
                        to="organisation.unit",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notes",
                        to="goals.daytheme",
                        verbose_name="hör till mönstret",
                    ),
                ),
            ],
            options={
                "verbose_name": "anteckning",
                "verbose_name_plural": "anteckningar",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Deficiency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=200, verbose_name="brist"),
                ),
                ("description", models.TextField(blank=True, verbose_name="vad som brister")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("complaint", "Klagomål"),
                            ("inspection", "Tillsyn eller granskning"),
                            ("analysis", "Egen analys"),
                            ("other", "Upptäckt i vardagen"),
                        ],
                        max_length=12,
                        verbose_name="upptäckt genom",
                    ),
                ),
                (
                    "registry_number",
                    models.CharField(blank=True, max_length=60, verbose_name="diarienummer"),
                ),
                ("found_on", models.DateField(verbose_name="upptäckt den")),
                (
                    "due",
                    models.DateField(
                        blank=True, null=True, verbose_name="ska vara avhjälpt senast"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="avslutad den")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("remedied", "Avhjälpt"),
                            ("no_deviation", "Ingen avvikelse"),
                            ("not_applicable", "Inte tillämpligt"),
                        ],
                        max_length=14,
                        verbose_name="hur den avslutades",
                    ),
                ),
                (
                    "closing_reason",
                    models.TextField(blank=True, verbose_name="varför den avslutades"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="steering.requirement",
                        verbose_name="krav som inte uppfylls",
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
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deficiencies",
                        to="goals.goalreview",
                        verbose_name="ur analysen",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deficiencies",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "brist",
                "verbose_name_plural": "brister",
                "ordering": ["closed_on", "due", "-found_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", True), ("closing_reason", ""), ("ending", "")
                            ),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("ending", ""), _negated=True),
                                models.Q(("closing_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_deficiency_says_why",
                        violation_error_message="En brist avslutas med skäl och datum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("closed_on__gte", models.F("found_on")),
                            _connector="OR",
                        ),
                        name="deficiency_closes_after_found",
                        violation_error_message="Bristen kan inte avslutas innan den upptäcktes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due__isnull", True),
                            ("due__gte", models.F("found_on")),
                            _connector="OR",
                        ),
                        name="deficiency_due_after_found",
                        violation_error_message="Bristen kan inte vara avhjälpt innan den upptäcktes.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDayNote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("strength", "Styrka"), ("challenge", "Utmaning")],
                        max_length=9,
                        verbose_name="slag",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="anteckning")),
                ("at", models.DateTimeField(blank=True, editable=False)),
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
                    "day",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.analysisday",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.goal",
                        verbose_name="gemensamt mål",
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.daytheme",
                        verbose_name="hör till mönstret",
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
                "verbose_name": "historical anteckning",
                "verbose_name_plural": "historical anteckningar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDayTheme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="gemensamt mönster")),
                ("why", models.TextField(blank=True, verbose_name="vad anteckningarna visar")),
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
                        verbose_name="blev utvecklingsområdet",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.analysisday",
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
                "verbose_name": "historical gemensamt mönster",
                "verbose_name_plural": "historical gemensamma mönster",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDeficiency",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="brist")),
                ("description", models.TextField(blank=True, verbose_name="vad som brister")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("complaint", "Klagomål"),
                            ("inspection", "Tillsyn eller granskning"),
                            ("analysis", "Egen analys"),
                            ("other", "Upptäckt i vardagen"),
                        ],
                        max_length=12,
                        verbose_name="upptäckt genom",
                    ),
                ),
                (
                    "registry_number",
                    models.CharField(blank=True, max_length=60, verbose_name="diarienummer"),
                ),
                ("found_on", models.DateField(verbose_name="upptäckt den")),
                (
                    "due",
                    models.DateField(
                        blank=True, null=True, verbose_name="ska vara avhjälpt senast"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="avslutad den")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("remedied", "Avhjälpt"),
                            ("no_deviation", "Ingen avvikelse"),
                            ("not_applicable", "Inte tillämpligt"),
                        ],
                        max_length=14,
                        verbose_name="hur den avslutades",
                    ),
                ),
                (
                    "closing_reason",
                    models.TextField(blank=True, verbose_name="varför den avslutades"),
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
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="steering.requirement",
                        verbose_name="krav som inte uppfylls",
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
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.goalreview",
                        verbose_name="ur analysen",
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
                "verbose_name": "historical brist",
                "verbose_name_plural": "historical brister",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRemedy",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="åtgärd")),
                ("description", models.TextField(blank=True, verbose_name="vad som ska göras")),
                ("expected_effect", models.TextField(verbose_name="förväntad effekt")),
                ("decided_on", models.DateField(verbose_name="beslutad den")),
                ("due", models.DateField(verbose_name="effekten ska vara bedömd senast")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Gav den effekt vi väntade"),
                            ("partly", "Gav delvis effekt"),
                            ("none", "Gav ingen effekt"),
                            ("cannot_tell", "Går inte att avgöra"),
                            ("not_done", "Genomfördes inte"),
                        ],
                        max_length=12,
                        verbose_name="effekt",
                    ),
                ),
                (
                    "effect",
                    models.TextField(blank=True, verbose_name="vilken effekt åtgärden fick"),
                ),
                (
                    "effect_on",
                    models.DateField(blank=True, null=True, verbose_name="effekten bedömd den"),
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
                        verbose_name="för utvecklingsområdet",
                    ),
                ),
                (
                    "deficiency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.deficiency",
                        verbose_name="för bristen",
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
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.goalreview",
                        verbose_name="ur analysen",
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
                        verbose_name="läsår som analyserades",
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
                "verbose_name": "historical åtgärd",
                "verbose_name_plural": "historical åtgärder",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=200, verbose_name="åtgärd"),
                ),
                ("description", models.TextField(blank=True, verbose_name="vad som ska göras")),
                ("expected_effect", models.TextField(verbose_name="förväntad effekt")),
                ("decided_on", models.DateField(verbose_name="beslutad den")),
                ("due", models.DateField(verbose_name="effekten ska vara bedömd senast")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "Gav den effekt vi väntade"),
                            ("partly", "Gav delvis effekt"),
                            ("none", "Gav ingen effekt"),
                            ("cannot_tell", "Går inte att avgöra"),
                            ("not_done", "Genomfördes inte"),
                        ],
                        max_length=12,
                        verbose_name="effekt",
                    ),
                ),
                (
                    "effect",
                    models.TextField(blank=True, verbose_name="vilken effekt åtgärden fick"),
                ),
                (
                    "effect_on",
                    models.DateField(blank=True, null=True, verbose_name="effekten bedömd den"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedies",
                        to="goals.developmentarea",
                        verbose_name="för utvecklingsområdet",
                    ),
                ),
                (
                    "deficiency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedies",
                        to="goals.deficiency",
                        verbose_name="för bristen",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedies",
                        to="goals.goalreview",
                        verbose_name="ur analysen",
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.schoolyear",
                        verbose_name="läsår som analyserades",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedies",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "åtgärd",
                "verbose_name_plural": "åtgärder",
                "ordering": ["due", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("area__isnull", True),
                                ("deficiency__isnull", True),
                                ("review__isnull", False),
                            ),
                            models.Q(
                                ("area__isnull", False),
                                ("deficiency__isnull", True),
                                ("review__isnull", True),
                            ),
                            models.Q(
                                ("area__isnull", True),
                                ("deficiency__isnull", False),
                                ("review__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="remedy_has_one_source",
                        violation_error_message="En åtgärd kommer ur en analys, ett utvecklingsområde eller en brist: välj ett av dem.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due__gte", models.F("decided_on"))),
                        name="remedy_due_after_decided",
                        violation_error_message="Effekten kan inte bedömas innan åtgärden beslutas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect", ""), ("effect_on__isnull", True), ("outcome", "")),
                            models.Q(
                                ("effect_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("effect", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="remedy_effect_is_whole",
                        violation_error_message="Skriv både vilken effekt åtgärden fick och hur ni ser det.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="gäller")),
                ("sentence", models.CharField(max_length=300, verbose_name="påminnelse")),
                ("recipients", models.CharField(max_length=300, verbose_name="till")),
                ("on", models.DateField(verbose_name="påmind den")),
                (
                    "by",
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
                        related_name="reminders",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "påminnelse",
                "verbose_name_plural": "påminnelser",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "key", "on"),
                        name="reminder_once_a_day",
                        violation_error_message="En påminnelse om det är redan skickad i dag.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rollover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="gjord den")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="ångrad")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollovers",
                        to="organisation.schoolyear",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollovers",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "läsårsövergång",
                "verbose_name_plural": "läsårsövergångar",
                "ordering": ["-to_year", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("unit", "to_year"),
                        name="rollover_once",
                        violation_error_message="Enheten har redan gått över till läsåret.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RolloverChange",
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
                            ("goal_carried", "Målet fortsätter"),
                            ("goal_closed", "Målet avslutades"),
                            ("goal_made", "Målet sattes"),
                            ("activity_moved", "Aktiviteten flyttades fram"),
                            ("activity_made", "Aktiviteten lades till"),
                            ("day_moved", "Avstämningsdagen flyttades fram"),
                            ("day_made", "Avstämningsdagen lades till"),
                            ("area_suggested", "Utvecklingsområdet föreslogs som mål"),
                            ("area_made", "Utvecklingsområdet följde med från en tidigare enhet"),
                        ],
                        max_length=16,
                    ),
                ),
                ("label", models.CharField(max_length=300)),
                ("day_before", models.DateField(null=True)),
                ("state_before", models.CharField(blank=True, max_length=8)),
                ("note_before", models.TextField(blank=True)),
                ("revision_after", models.PositiveIntegerField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="goals.activity",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="goals.developmentarea",
                    ),
                ),
                (
                    "checkpoint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="goals.checkpoint",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="goals.goal",
                    ),
                ),
                (
                    "rollover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="goals.rollover",
                    ),
                ),
            ],
            options={
                "verbose_name": "ändring vid läsårsövergång",
                "verbose_name_plural": "ändringar vid läsårsövergång",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StepAnswer",
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
                            ("planned", "Planerat"),
                            ("followed_up", "Uppföljt"),
                            ("analysed", "Analyserat"),
                            ("decided", "Åtgärder beslutade"),
                            ("effect", "Effekt bedömd"),
                        ],
                        max_length=12,
                        verbose_name="steg",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("not_applicable", "Ej aktuellt"),
                            ("no_deviation", "Ingen avvikelse"),
                        ],
                        max_length=14,
                        verbose_name="svar",
                    ),
                ),
                ("why", models.TextField(verbose_name="varför")),
                ("on", models.DateField(verbose_name="svarat den")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_answers",
                        to="goals.goal",
                        verbose_name="gemensamt mål",
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
                        related_name="step_answers",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "svar på ett steg",
                "verbose_name_plural": "svar på steg",
                "ordering": ["school_year", "unit", "step"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("goal__isnull", True)),
                        fields=("unit", "school_year", "step"),
                        name="step_answer_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("goal__isnull", False)),
                        fields=("unit", "school_year", "goal", "step"),
                        name="step_answer_once_for_goal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="step_answer_says_why",
                        violation_error_message="Skriv varför.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="developmentarea",
            name="suggested_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.schoolyear",
                verbose_name="föreslås som mål för läsåret",
            ),
        ),
        migrations.AddField(
            model_name="historicaldevelopmentarea",
            name="suggested_for",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisation.schoolyear",
                verbose_name="föreslås som mål för läsåret",
            ),
        ),
        migrations.AddIndex(
            model_name="deficiency",
            index=models.Index(fields=["unit", "closed_on"], name="deficiency_unit_closed"),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(fields=["unit", "school_year"], name="remedy_unit_year"),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(fields=["unit", "effect_on", "due"], name="remedy_unit_effect"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["unit", "school_year"], name="reminder_unit_year"),
        ),
    ]
