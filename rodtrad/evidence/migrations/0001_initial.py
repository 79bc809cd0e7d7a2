import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("forums", "0001_forums"),
        ("goals", "0002_area_revision"),
        ("organisation", "0005_school_breaks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Theme",
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
                        db_collation="swedish", max_length=80, unique=True, verbose_name="tema"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
            ],
            options={
                "verbose_name": "tema",
                "verbose_name_plural": "teman",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPractice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="vad det är")),
                ("problem", models.TextField(blank=True, verbose_name="vilket problem det möter")),
                ("how", models.TextField(blank=True, verbose_name="så gör man")),
                ("context", models.TextField(blank=True, verbose_name="i vilket sammanhang")),
                ("grounds", models.TextField(blank=True, verbose_name="vad det vilar på")),
                ("lessons", models.TextField(blank=True, verbose_name="vad vi har lärt oss")),
                (
                    "in_library",
                    models.BooleanField(default=False, verbose_name="syns för alla enheter"),
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
                "verbose_name": "historical arbetssätt",
                "verbose_name_plural": "historical arbetssätt",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReference",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=400, verbose_name="titel")),
                (
                    "authors",
                    models.CharField(blank=True, max_length=400, verbose_name="författare"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1800),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="år",
                    ),
                ),
                (
                    "published_in",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="tidskrift eller förlag"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Systematisk översikt"),
                            ("experiment", "Studie med jämförelsegrupp"),
                            ("survey", "Enkät- eller registerstudie"),
                            ("qualitative", "Intervju- eller observationsstudie"),
                            ("action", "Aktions- eller praktiknära forskning"),
                            ("theory", "Teori eller lärobok"),
                            ("authority", "Rapport eller stöd från en myndighet"),
                            ("other", "Annat"),
                        ],
                        default="other",
                        max_length=11,
                        verbose_name="slag av studie",
                    ),
                ),
                ("doi", models.CharField(blank=True, max_length=120, verbose_name="DOI")),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="adress",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="vad vi tar med oss")),
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
                    "added_by",
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
            ],
            options={
                "verbose_name": "historical referens",
                "verbose_name_plural": "historical referenser",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalThresholds",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "units",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="enheter där det har fungerat",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MinValueValidator(6)],
                        verbose_name="månader mellan första och senaste prövning",
                    ),
                ),
                (
                    "share_working",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="andel prövningar som har fungerat (%)",
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
                    "municipality",
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
                "verbose_name": "historical gränser för beprövad erfarenhet",
                "verbose_name_plural": "historical gränser för beprövad erfarenhet",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Practice",
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
                        db_collation="swedish", max_length=200, verbose_name="vad det är"
                    ),
                ),
                ("problem", models.TextField(blank=True, verbose_name="vilket problem det möter")),
                ("how", models.TextField(blank=True, verbose_name="så gör man")),
                ("context", models.TextField(blank=True, verbose_name="i vilket sammanhang")),
                ("grounds", models.TextField(blank=True, verbose_name="vad det vilar på")),
                ("lessons", models.TextField(blank=True, verbose_name="vad vi har lärt oss")),
                (
                    "in_library",
                    models.BooleanField(default=False, verbose_name="syns för alla enheter"),
                ),
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
                    "school_forms",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="organisation.schoolform",
                        verbose_name="skolformer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="practices",
                        to="evidence.theme",
                        verbose_name="teman",
                    ),
                ),
            ],
            options={
                "verbose_name": "arbetssätt",
                "verbose_name_plural": "arbetssätt",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTrial",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worked", "Fungerade"),
                            ("partly", "Fungerade delvis"),
                            ("failed", "Fungerade inte"),
                            ("unknown", "Går inte att avgöra"),
                        ],
                        max_length=8,
                        verbose_name="hur det gick",
                    ),
                ),
                ("evaluation", models.TextField(blank=True, verbose_name="hur vi vet det")),
                (
                    "evaluated_on",
                    models.DateField(blank=True, null=True, verbose_name="utvärderad"),
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
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.activity",
                        verbose_name="aktivitet",
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="evidence.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical prövning",
                "verbose_name_plural": "historical prövningar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PracticeReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="när")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("spread", "Sprid det"),
                            ("develop", "Utveckla och pröva mer"),
                            ("stop", "Rekommenderas inte"),
                        ],
                        max_length=8,
                        verbose_name="vad nätverket anser",
                    ),
                ),
                ("why", models.TextField(verbose_name="varför")),
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
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forums.forum",
                        verbose_name="nätverk",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="evidence.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "granskning",
                "verbose_name_plural": "granskningar",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=400, verbose_name="titel"),
                ),
                (
                    "authors",
                    models.CharField(blank=True, max_length=400, verbose_name="författare"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1800),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="år",
                    ),
                ),
                (
                    "published_in",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="tidskrift eller förlag"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Systematisk översikt"),
                            ("experiment", "Studie med jämförelsegrupp"),
                            ("survey", "Enkät- eller registerstudie"),
                            ("qualitative", "Intervju- eller observationsstudie"),
                            ("action", "Aktions- eller praktiknära forskning"),
                            ("theory", "Teori eller lärobok"),
                            ("authority", "Rapport eller stöd från en myndighet"),
                            ("other", "Annat"),
                        ],
                        default="other",
                        max_length=11,
                        verbose_name="slag av studie",
                    ),
                ),
                ("doi", models.CharField(blank=True, max_length=120, verbose_name="DOI")),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="adress",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="vad vi tar med oss")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "referens",
                "verbose_name_plural": "referenser",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("doi", ""), _negated=True),
                        fields=("doi",),
                        name="reference_doi_once",
                        violation_error_message="Det finns redan en referens med den DOI:n.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="till den")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading_items",
                        to="forums.forum",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading_items",
                        to="evidence.reference",
                    ),
                ),
            ],
            options={
                "verbose_name": "läsning",
                "verbose_name_plural": "läslista",
                "ordering": ["due", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forum", "reference"),
                        name="reading_item_once",
                        violation_error_message="Den står redan på läslistan.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="på vilket sätt"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="goals.activity",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="goals.goal",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="evidence.practice",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="evidence.reference",
                    ),
                ),
            ],
            options={
                "verbose_name": "referens till",
                "verbose_name_plural": "referenser till",
                "ordering": ["reference__title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("activity__isnull", True),
                                ("goal__isnull", True),
                                ("practice__isnull", False),
                            ),
                            models.Q(
                                ("activity__isnull", False),
                                ("goal__isnull", True),
                                ("practice__isnull", True),
                            ),
                            models.Q(
                                ("activity__isnull", True),
                                ("goal__isnull", False),
                                ("practice__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reference_use_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        fields=("reference", "practice"),
                        name="reference_once_for_practice",
                        violation_error_message="Referensen finns redan där.",
                    ),
                    models.UniqueConstraint(
                        fields=("reference", "activity"),
                        name="reference_once_for_activity",
                        violation_error_message="Referensen finns redan där.",
                    ),
                    models.UniqueConstraint(
                        fields=("reference", "goal"),
                        name="reference_once_for_goal",
                        violation_error_message="Referensen finns redan där.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sharing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="när")),
                ("how", models.CharField(max_length=300, verbose_name="hur och till vilka")),
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
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forums.forum",
                        verbose_name="forum",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sharings",
                        to="evidence.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "spridning",
                "verbose_name_plural": "spridningar",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPractice_themes",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="evidence.historicalpractice",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="evidence.practice",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="evidence.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPractice_themes",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Thresholds",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "units",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="enheter där det har fungerat",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MinValueValidator(6)],
                        verbose_name="månader mellan första och senaste prövning",
                    ),
                ),
                (
                    "share_working",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="andel prövningar som har fungerat (%)",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "gränser för beprövad erfarenhet",
                "verbose_name_plural": "gränser för beprövad erfarenhet",
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worked", "Fungerade"),
                            ("partly", "Fungerade delvis"),
                            ("failed", "Fungerade inte"),
                            ("unknown", "Går inte att avgöra"),
                        ],
                        max_length=8,
                        verbose_name="hur det gick",
                    ),
                ),
                ("evaluation", models.TextField(blank=True, verbose_name="hur vi vet det")),
                (
                    "evaluated_on",
                    models.DateField(blank=True, null=True, verbose_name="utvärderad"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trials",
                        to="goals.activity",
                        verbose_name="aktivitet",
                    ),
                ),
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
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trials",
                        to="evidence.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "prövning",
                "verbose_name_plural": "prövningar",
                "ordering": ["activity__starts", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "activity"),
                        name="trial_once",
                        violation_error_message="Aktiviteten är redan en prövning av arbetssättet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("evaluated_on__isnull", True),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("evaluation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evaluated_trial_says_how",
                        violation_error_message="Skriv hur det gick och hur ni vet det.",
                    ),
                ],
            },
        ),
    ]
