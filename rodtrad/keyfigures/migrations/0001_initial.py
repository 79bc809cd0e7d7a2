import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("indicators", "0005_figures_told_honestly"),
        ("organisation", "0004_board_and_health_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalOccasion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="rubrik")),
                ("on", models.DateField(verbose_name="nämndens möte")),
                ("analyses_due", models.DateField(verbose_name="analyserna ska vara klara")),
                ("introduction", models.TextField(blank=True, verbose_name="inledning")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Analyserna skrivs"),
                            ("released", "Lämnad till nämnden"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="läge",
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
                        verbose_name="förvaltning",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical nyckeltalsredovisning",
                "verbose_name_plural": "historical nyckeltalsredovisningar",
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
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=150, verbose_name="rubrik"),
                ),
                ("on", models.DateField(verbose_name="nämndens möte")),
                ("analyses_due", models.DateField(verbose_name="analyserna ska vara klara")),
                ("introduction", models.TextField(blank=True, verbose_name="inledning")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Analyserna skrivs"),
                            ("released", "Lämnad till nämnden"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occasions",
                        to="organisation.unit",
                        verbose_name="förvaltning",
                    ),
                ),
            ],
            options={
                "verbose_name": "nyckeltalsredovisning",
                "verbose_name_plural": "nyckeltalsredovisningar",
                "ordering": ["-on", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("analyses_due__lte", models.F("on"))),
                        name="analyses_are_due_before_the_board_meets",
                        violation_error_message="Analyserna ska vara klara senast när nämnden möts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OccasionFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occasions",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="keyfigures.occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "nyckeltal",
                "verbose_name_plural": "nyckeltal",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("occasion", "indicator"), name="figure_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUnitAnalysis",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="analys")),
                ("written_on", models.DateField(verbose_name="skriven")),
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
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="keyfigures.occasionfigure",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical enhetens analys",
                "verbose_name_plural": "historical enheternas analyser",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.TextField(verbose_name="innehåll")),
                ("sha256", models.CharField(max_length=64)),
                ("released_on", models.DateField(verbose_name="lämnad den")),
                ("reason", models.TextField(blank=True, verbose_name="varför den rättades")),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="keyfigures.occasion",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lämnade nyckeltal",
                "verbose_name_plural": "lämnade nyckeltal",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("occasion", "version"), name="publication_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitAnalysis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="analys")),
                ("written_on", models.DateField(verbose_name="skriven")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
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
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="analyses",
                        to="keyfigures.occasionfigure",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figure_analyses",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "enhetens analys",
                "verbose_name_plural": "enheternas analyser",
                "ordering": ["unit__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("figure", "unit"), name="unit_analysis_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="unit_analysis_has_text",
                        violation_error_message="Skriv en analys.",
                    ),
                ],
            },
        ),
    ]
