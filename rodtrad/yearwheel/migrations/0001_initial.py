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
        ("forums", "0001_forums"),
        ("goals", "0002_area_revision"),
        ("indicators", "0003_review_revision"),
        ("organisation", "0005_school_breaks"),
        ("reports", "0002_default_kinds"),
        ("steering", "0002_revisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlignmentNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kod")),
                ("name", models.CharField(max_length=150, verbose_name="vad")),
                ("reason", models.TextField(blank=True, verbose_name="varför")),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(52)],
                        verbose_name="antal",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
            ],
            options={
                "verbose_name": "tal för synkronisering",
                "verbose_name_plural": "tal för synkronisering",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="WheelKind",
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
                    models.CharField(
                        db_collation="swedish", max_length=60, unique=True, verbose_name="namn"
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="vad hjulet är till för")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("shared", "Förvaltningens gemensamma"),
                            ("board", "Nämndens"),
                            ("unit", "Varje enhets"),
                        ],
                        max_length=8,
                        verbose_name="vems hjulet är",
                    ),
                ),
                (
                    "calendar",
                    models.CharField(
                        choices=[
                            ("school_year", "Läsår, från augusti"),
                            ("calendar_year", "Kalenderår, från januari"),
                        ],
                        default="school_year",
                        max_length=14,
                        verbose_name="år",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                ("retired", models.BooleanField(default=False, verbose_name="används inte längre")),
            ],
            options={
                "verbose_name": "hjulslag",
                "verbose_name_plural": "hjulslag",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Ring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="swedish", max_length=50, verbose_name="namn"),
                ),
                (
                    "look",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Röd, hel"),
                            (1, "Blå, snedrandig"),
                            (2, "Grön, prickig"),
                            (3, "Ockra, tvärrandig"),
                            (4, "Violett, rutig"),
                            (5, "Petrol, sned åt vänster"),
                            (6, "Brun, ringrandig"),
                            (7, "Grå, glest prickig"),
                        ],
                        default=0,
                        help_text="Både färg och mönster skiljer.",
                        verbose_name="utseende",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Lägst tal ligger innerst.",
                        verbose_name="ordning inifrån",
                    ),
                ),
                ("retired", models.BooleanField(default=False, verbose_name="används inte längre")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rings",
                        to="yearwheel.wheelkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "ring",
                "verbose_name_plural": "ringar",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="ring_name_once",
                        violation_error_message="Hjulet har redan en ring med det namnet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wheel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Det år som läsåret eller kalenderåret börjar.", verbose_name="år"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("adopted", "Fastställt"),
                            ("replaced", "Ersatt av en nyare version"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Läses av dem som jämför versionerna.",
                        verbose_name="vad som ändrats",
                    ),
                ),
                (
                    "learning_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ledarforum för kollegialt lärande"
                    ),
                ),
                (
                    "analysis_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ledarforum för analys av indikatorer"
                    ),
                ),
                (
                    "adopted_on",
                    models.DateField(blank=True, null=True, verbose_name="fastställt den"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fastställt av",
                    ),
                ),
                (
                    "came_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_to",
                        to="yearwheel.wheel",
                        verbose_name="bygger på",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wheels",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wheels",
                        to="yearwheel.wheelkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "årshjul",
                "verbose_name_plural": "årshjul",
                "ordering": ["-year", "kind__position", "unit__path", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "unit", "year", "version"), name="wheel_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("kind", "unit", "year"),
                        name="wheel_one_draft",
                        violation_error_message="Det finns redan ett utkast till hjulet. Fortsätt på det.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "adopted")),
                        fields=("kind", "unit", "year"),
                        name="wheel_one_adopted",
                        violation_error_message="Hjulet är redan fastställt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("adopted_on__isnull", False), _connector="OR"
                        ),
                        name="adopted_wheel_has_day",
                        violation_error_message="Ett fastställt hjul har en dag då det fastställdes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1990), ("year__lte", 2100)),
                        name="wheel_year_is_sane",
                        violation_error_message="Hjulets år ska ligga mellan 1990 och 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WheelItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("operations", "Driftsfråga"),
                            ("development", "Utvecklingsfråga"),
                            ("learning", "Kollegialt lärande"),
                            ("analysis", "Analys av indikatorer"),
                            ("follow_up", "Uppföljning"),
                            ("strategy_day", "Mål- och strategidag"),
                            ("analysis_day", "Analysdag"),
                            ("key_figure", "Nyckeltal i nämnden"),
                            ("report", "Rapport"),
                            ("dialogue", "Kvalitetsdialog"),
                            ("survey", "Enkät"),
                            ("other", "Annat"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="slag",
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=120, verbose_name="vad"),
                ),
                ("description", models.TextField(blank=True, verbose_name="beskrivning")),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("week", "En vecka"),
                            ("date", "En dag"),
                            ("span", "Från en dag till en annan"),
                            ("month", "En månad"),
                            ("forum", "Ett visst möte i ett forum"),
                            ("after", "Veckor före eller efter en annan punkt"),
                        ],
                        default="week",
                        max_length=5,
                        verbose_name="när",
                    ),
                ),
                (
                    "week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(53),
                        ],
                        verbose_name="vecka",
                    ),
                ),
                ("first", models.DateField(blank=True, null=True, verbose_name="från och med")),
                ("last", models.DateField(blank=True, null=True, verbose_name="till och med")),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="månad",
                    ),
                ),
                (
                    "ordinal",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="vilket möte i månaden"
                    ),
                ),
                (
                    "weeks_after",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-52),
                            django.core.validators.MaxValueValidator(52),
                        ],
                        verbose_name="veckor",
                    ),
                ),
                (
                    "moved_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="varför den flyttats"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="yearwheel.wheelitem",
                        verbose_name="räknas från punkten",
                    ),
                ),
                (
                    "documents",
                    models.ManyToManyField(
                        blank=True,
                        related_name="wheel_items",
                        to="steering.steeringdocument",
                        verbose_name="styrdokument",
                    ),
                ),
                (
                    "forums",
                    models.ManyToManyField(
                        blank=True,
                        related_name="wheel_items",
                        to="forums.forum",
                        verbose_name="tas upp i",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True, related_name="wheel_items", to="goals.goal", verbose_name="mål"
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="wheel_items",
                        to="indicators.indicator",
                        verbose_name="indikatorer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig person",
                    ),
                ),
                (
                    "report_kinds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="wheel_items",
                        to="reports.reportkind",
                        verbose_name="rapporter",
                    ),
                ),
                (
                    "ring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="yearwheel.ring",
                        verbose_name="ring",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.role",
                        verbose_name="ansvarig roll",
                    ),
                ),
                (
                    "rule_forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forums.forum",
                        verbose_name="möte i forumet",
                    ),
                ),
                (
                    "wheel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="yearwheel.wheel",
                    ),
                ),
            ],
            options={
                "verbose_name": "punkt i årshjul",
                "verbose_name_plural": "punkter i årshjul",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("wheel", "lineage"), name="wheel_item_lineage_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last__isnull", True),
                            ("last__gte", models.F("first")),
                            _connector="OR",
                        ),
                        name="wheel_item_ends_after_start",
                        violation_error_message="Punkten kan inte sluta innan den börjar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("week__isnull", False), ("when", "week")),
                            models.Q(("first__isnull", False), ("when", "date")),
                            models.Q(
                                ("first__isnull", False), ("last__isnull", False), ("when", "span")
                            ),
                            models.Q(("month__isnull", False), ("when", "month")),
                            models.Q(
                                ("month__isnull", False),
                                ("ordinal__isnull", False),
                                ("rule_forum__isnull", False),
                                ("when", "forum"),
                            ),
                            models.Q(
                                ("after__isnull", False),
                                ("weeks_after__isnull", False),
                                ("when", "after"),
                            ),
                            _connector="OR",
                        ),
                        name="wheel_item_says_when",
                        violation_error_message="Skriv när punkten infaller.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ordinal__isnull", True),
                            ("ordinal__in", [1, 2, 3, 4, 5, -1]),
                            _connector="OR",
                        ),
                        name="wheel_item_ordinal_known",
                        violation_error_message="Välj det första till femte mötet, eller det sista.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWheelItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("operations", "Driftsfråga"),
                            ("development", "Utvecklingsfråga"),
                            ("learning", "Kollegialt lärande"),
                            ("analysis", "Analys av indikatorer"),
                            ("follow_up", "Uppföljning"),
                            ("strategy_day", "Mål- och strategidag"),
                            ("analysis_day", "Analysdag"),
                            ("key_figure", "Nyckeltal i nämnden"),
                            ("report", "Rapport"),
                            ("dialogue", "Kvalitetsdialog"),
                            ("survey", "Enkät"),
                            ("other", "Annat"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="slag",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="vad")),
                ("description", models.TextField(blank=True, verbose_name="beskrivning")),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("week", "En vecka"),
                            ("date", "En dag"),
                            ("span", "Från en dag till en annan"),
                            ("month", "En månad"),
                            ("forum", "Ett visst möte i ett forum"),
                            ("after", "Veckor före eller efter en annan punkt"),
                        ],
                        default="week",
                        max_length=5,
                        verbose_name="när",
                    ),
                ),
                (
                    "week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(53),
                        ],
                        verbose_name="vecka",
                    ),
                ),
                ("first", models.DateField(blank=True, null=True, verbose_name="från och med")),
                ("last", models.DateField(blank=True, null=True, verbose_name="till och med")),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="månad",
                    ),
                ),
                (
                    "ordinal",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="vilket möte i månaden"
                    ),
                ),
                (
                    "weeks_after",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-52),
                            django.core.validators.MaxValueValidator(52),
                        ],
                        verbose_name="veckor",
                    ),
                ),
                (
                    "moved_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="varför den flyttats"
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig person",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.role",
                        verbose_name="ansvarig roll",
                    ),
                ),
                (
                    "rule_forum",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="forums.forum",
                        verbose_name="möte i forumet",
                    ),
                ),
                (
                    "ring",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="yearwheel.ring",
                        verbose_name="ring",
                    ),
                ),
                (
                    "wheel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="yearwheel.wheel",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="yearwheel.wheelitem",
                        verbose_name="räknas från punkten",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical punkt i årshjul",
                "verbose_name_plural": "historical punkter i årshjul",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWheel",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Det år som läsåret eller kalenderåret börjar.", verbose_name="år"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("adopted", "Fastställt"),
                            ("replaced", "Ersatt av en nyare version"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Läses av dem som jämför versionerna.",
                        verbose_name="vad som ändrats",
                    ),
                ),
                (
                    "learning_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ledarforum för kollegialt lärande"
                    ),
                ),
                (
                    "analysis_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ledarforum för analys av indikatorer"
                    ),
                ),
                (
                    "adopted_on",
                    models.DateField(blank=True, null=True, verbose_name="fastställt den"),
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
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fastställt av",
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
                    "came_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="yearwheel.wheel",
                        verbose_name="bygger på",
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
                        to="yearwheel.wheelkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical årshjul",
                "verbose_name_plural": "historical årshjul",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FeedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="skapad")),
                (
                    "fetched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hämtades senast"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="stängd")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feed_addresses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="yearwheel.wheelkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "kalenderadress",
                "verbose_name_plural": "kalenderadresser",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("user", "kind", "unit"),
                        name="feed_one_working",
                        violation_error_message="Du har redan en adress till det hjulet.",
                    )
                ],
            },
        ),
    ]
