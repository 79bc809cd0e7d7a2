import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("indicators", "0004_runs_undo_and_comparisons"),
        ("organisation", "0004_board_and_health_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="förklaring")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("written_at", models.DateTimeField(auto_now=True, verbose_name="skriven")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="indicators.indicator",
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
                        related_name="explanations",
                        to="organisation.unit",
                        verbose_name="förvaltning",
                    ),
                ),
            ],
            options={
                "verbose_name": "förklaring till skillnader",
                "verbose_name_plural": "förklaringar till skillnader",
                "ordering": ["-school_year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "unit", "school_year"),
                        name="explanation_once",
                        violation_error_message="Det finns redan en förklaring för läsåret.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalExplanation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="förklaring")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "written_at",
                    models.DateTimeField(blank=True, editable=False, verbose_name="skriven"),
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.indicator",
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
                        verbose_name="förvaltning",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical förklaring till skillnader",
                "verbose_name_plural": "historical förklaringar till skillnader",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="comparisonvalue",
            name="spread",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=12,
                null=True,
                verbose_name="standardavvikelse",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="comparison_note",
            field=models.TextField(
                blank=True, verbose_name="vad en jämförelse kan och inte kan säga"
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="confidence",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (95, "95 %: en gång av tjugo lurar slumpen oss"),
                    (99, "99 %: en gång av hundra"),
                ],
                default=95,
                verbose_name="säkerhet",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="counted",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Barn eller elever"),
                    ("staff", "Personal"),
                    ("guardians", "Vårdnadshavare"),
                    ("answers", "Svar"),
                ],
                max_length=10,
                verbose_name="vilka som räknas",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="incomparable",
            field=models.BooleanField(default=False, verbose_name="enheter kan inte jämföras"),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="is_count",
            field=models.BooleanField(default=False, verbose_name="antal händelser"),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="merge_years",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(5),
                ],
                verbose_name="år som räknas ihop för små enheter",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="purpose",
            field=models.CharField(
                choices=[("result", "Resultat"), ("condition", "Förutsättning")],
                default="result",
                max_length=10,
                verbose_name="vad den visar",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="scale_high",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="skalans högsta"
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="scale_low",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="skalans lägsta"
            ),
        ),
        migrations.AddField(
            model_name="historicalmeasurement",
            name="spread",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=12,
                null=True,
                verbose_name="standardavvikelse",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="comparison_note",
            field=models.TextField(
                blank=True, verbose_name="vad en jämförelse kan och inte kan säga"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="confidence",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (95, "95 %: en gång av tjugo lurar slumpen oss"),
                    (99, "99 %: en gång av hundra"),
                ],
                default=95,
                verbose_name="säkerhet",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="counted",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Barn eller elever"),
                    ("staff", "Personal"),
                    ("guardians", "Vårdnadshavare"),
                    ("answers", "Svar"),
                ],
                max_length=10,
                verbose_name="vilka som räknas",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="incomparable",
            field=models.BooleanField(default=False, verbose_name="enheter kan inte jämföras"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_count",
            field=models.BooleanField(default=False, verbose_name="antal händelser"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="merge_years",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(5),
                ],
                verbose_name="år som räknas ihop för små enheter",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="purpose",
            field=models.CharField(
                choices=[("result", "Resultat"), ("condition", "Förutsättning")],
                default="result",
                max_length=10,
                verbose_name="vad den visar",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="scale_high",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="skalans högsta"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="scale_low",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="skalans lägsta"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="spread",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=12,
                null=True,
                verbose_name="standardavvikelse",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("spread__isnull", True), ("spread__gte", 0), _connector="OR"),
                name="comparisonvalue_spread_is_not_negative",
                violation_error_message="Standardavvikelsen kan inte vara mindre än 0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scale_high__isnull", True), ("scale_low__isnull", True)),
                    models.Q(
                        ("scale_high__gt", models.F("scale_low")), ("scale_low__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="indicator_scale_has_two_ends",
                violation_error_message="Skriv både skalans lägsta och högsta värde, och det högsta större.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("merge_years__gte", 1), ("merge_years__lte", 5)),
                name="indicator_merges_one_to_five_years",
                violation_error_message="Räkna ihop mellan ett och fem år.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(("spread__isnull", True), ("spread__gte", 0), _connector="OR"),
                name="measurement_spread_is_not_negative",
                violation_error_message="Standardavvikelsen kan inte vara mindre än 0.",
            ),
        ),
    ]
