import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("indicators", "0003_review_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplacedReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("period_ends", models.DateField(editable=False, verbose_name="periodens slut")),
                (
                    "gender",
                    models.CharField(
                        choices=[("T", "Alla"), ("K", "Flickor"), ("M", "Pojkar")],
                        default="T",
                        max_length=1,
                        verbose_name="kön",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "Rapporterat"),
                            ("approximate", "Ungefärligt"),
                            ("missing", "Saknas"),
                            ("suppressed", "Visas inte: för få"),
                            ("not_applicable", "Ej tillämpligt"),
                            ("set_aside", "Satt åt sidan"),
                        ],
                        default="reported",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="värde"
                    ),
                ),
                (
                    "numerator",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="antal som uppfyller"
                    ),
                ),
                (
                    "denominator",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="antal totalt"),
                ),
                (
                    "original",
                    models.CharField(blank=True, max_length=60, verbose_name="som källan skrev"),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="källa")),
                ("comment", models.TextField(blank=True)),
                (
                    "by_run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced",
                        to="indicators.importrun",
                    ),
                ),
                (
                    "comparison",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.comparisonvalue",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.measurement",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "ersatt värde",
                "verbose_name_plural": "ersatta värden",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "reported"), ("value__isnull", False)),
                            models.Q(
                                models.Q(("status", "reported"), _negated=True),
                                ("value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="replacedreading_value_only_when_reported",
                        violation_error_message="Skriv ett värde, eller välj varför det saknas. Ett värde som saknas är inte 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numerator__isnull", True),
                            ("denominator__isnull", True),
                            ("numerator__lte", models.F("denominator")),
                            _connector="OR",
                        ),
                        name="replacedreading_part_of_whole",
                        violation_error_message="Antalet som uppfyller kan inte vara större än alla.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measurement__isnull", False),
                            ("comparison__isnull", False),
                            _connector="XOR",
                        ),
                        name="replaced_is_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("period_ends", models.DateField(editable=False, verbose_name="periodens slut")),
                (
                    "gender",
                    models.CharField(
                        choices=[("T", "Alla"), ("K", "Flickor"), ("M", "Pojkar")],
                        default="T",
                        max_length=1,
                        verbose_name="kön",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "Rapporterat"),
                            ("approximate", "Ungefärligt"),
                            ("missing", "Saknas"),
                            ("suppressed", "Visas inte: för få"),
                            ("not_applicable", "Ej tillämpligt"),
                            ("set_aside", "Satt åt sidan"),
                        ],
                        default="reported",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="värde"
                    ),
                ),
                (
                    "numerator",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="antal som uppfyller"
                    ),
                ),
                (
                    "denominator",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="antal totalt"),
                ),
                (
                    "original",
                    models.CharField(blank=True, max_length=60, verbose_name="som källan skrev"),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="källa")),
                ("why", models.TextField(verbose_name="varför")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="tillbaka")),
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
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by_run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.importrun",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asides",
                        to="indicators.measurement",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "värde satt åt sidan",
                "verbose_name_plural": "värden satta åt sidan",
                "ordering": ["-at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "reported"), ("value__isnull", False)),
                            models.Q(
                                models.Q(("status", "reported"), _negated=True),
                                ("value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="setaside_value_only_when_reported",
                        violation_error_message="Skriv ett värde, eller välj varför det saknas. Ett värde som saknas är inte 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numerator__isnull", True),
                            ("denominator__isnull", True),
                            ("numerator__lte", models.F("denominator")),
                            _connector="OR",
                        ),
                        name="setaside_part_of_whole",
                        violation_error_message="Antalet som uppfyller kan inte vara större än alla.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("measurement",),
                        name="set_aside_once",
                        violation_error_message="Värdet är redan satt åt sidan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="set_aside_says_why",
                        violation_error_message="Skriv varför värdet inte ska användas.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="comparisonunit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("school", "Skola"),
                    ("municipality", "Kommun"),
                    ("group", "Grupp av kommuner"),
                    ("nation", "Riket"),
                ],
                default="school",
                max_length=12,
                verbose_name="slag",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="account",
            field=models.TextField(blank=True, verbose_name="vad som gjordes"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="address",
            field=models.CharField(blank=True, max_length=300, verbose_name="adress"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="beat_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hördes senast"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="error",
            field=models.TextField(blank=True, verbose_name="varför det inte gick"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="finished_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="slutade"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="kind",
            field=models.SlugField(blank=True, max_length=40, verbose_name="slag"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="notes",
            field=models.TextField(blank=True, verbose_name="att känna till"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="started_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="började"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Väntar på sin tur"),
                    ("running", "Pågår"),
                    ("done", "Klar"),
                    ("failed", "Misslyckades"),
                    ("stopped", "Stannade för att fråga"),
                    ("undone", "Ångrad"),
                ],
                default="done",
                max_length=10,
                verbose_name="läge",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="step",
            field=models.CharField(blank=True, max_length=200, verbose_name="gör nu"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="steps",
            field=models.PositiveIntegerField(default=0, verbose_name="steg"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="steps_done",
            field=models.PositiveIntegerField(default=0, verbose_name="steg gjorda"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ångrad"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="worker",
            field=models.CharField(blank=True, max_length=120, verbose_name="process"),
        ),
        migrations.AlterField(
            model_name="comparisonunit",
            name="code",
            field=models.CharField(max_length=20, unique=True, verbose_name="källans kod"),
        ),
        migrations.AlterField(
            model_name="comparisonvalue",
            name="status",
            field=models.CharField(
                choices=[
                    ("reported", "Rapporterat"),
                    ("approximate", "Ungefärligt"),
                    ("missing", "Saknas"),
                    ("suppressed", "Visas inte: för få"),
                    ("not_applicable", "Ej tillämpligt"),
                    ("set_aside", "Satt åt sidan"),
                ],
                default="reported",
                max_length=15,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="historicalmeasurement",
            name="status",
            field=models.CharField(
                choices=[
                    ("reported", "Rapporterat"),
                    ("approximate", "Ungefärligt"),
                    ("missing", "Saknas"),
                    ("suppressed", "Visas inte: för få"),
                    ("not_applicable", "Ej tillämpligt"),
                    ("set_aside", "Satt åt sidan"),
                ],
                default="reported",
                max_length=15,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="measurement",
            name="status",
            field=models.CharField(
                choices=[
                    ("reported", "Rapporterat"),
                    ("approximate", "Ungefärligt"),
                    ("missing", "Saknas"),
                    ("suppressed", "Visas inte: för få"),
                    ("not_applicable", "Ej tillämpligt"),
                    ("set_aside", "Satt åt sidan"),
                ],
                default="reported",
                max_length=15,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("waiting", "running")), models.Q(("kind", ""), _negated=True)
                ),
                fields=("kind",),
                name="run_alone_of_its_kind",
                violation_error_message="En sådan hämtning pågår redan. Vänta tills den är klar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("failed", "stopped")), _negated=True),
                    models.Q(("error", ""), _negated=True),
                    _connector="OR",
                ),
                name="run_failed_says_why",
                violation_error_message="Skriv varför hämtningen inte gick.",
            ),
        ),
    ]
