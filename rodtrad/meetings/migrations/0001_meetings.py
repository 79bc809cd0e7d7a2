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
        ("organisation", "0005_school_breaks"),
        ("steering", "0002_revisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="HealthPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("followed_up", models.TextField(blank=True, verbose_name="så följs arbetet upp")),
                ("analysed", models.TextField(blank=True, verbose_name="så analyseras arbetet")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="steering.steeringdocument",
                        verbose_name="barn- eller elevhälsoplanen",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="health_plan",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "barn- eller elevhälsoplan",
                "verbose_name_plural": "barn- och elevhälsoplaner",
            },
        ),
        migrations.CreateModel(
            name="HistoricalHealthPlan",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("followed_up", models.TextField(blank=True, verbose_name="så följs arbetet upp")),
                ("analysed", models.TextField(blank=True, verbose_name="så analyseras arbetet")),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="steering.steeringdocument",
                        verbose_name="barn- eller elevhälsoplanen",
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
            ],
            options={
                "verbose_name": "historical barn- eller elevhälsoplan",
                "verbose_name_plural": "historical barn- och elevhälsoplaner",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
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
                        choices=[
                            ("regular", "Ordinarie möte"),
                            ("strategy_day", "Mål- och strategidag"),
                            ("analysis_day", "Analysdag"),
                            ("extra", "Extra möte"),
                        ],
                        default="regular",
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="rubrik")),
                ("on", models.DateField(verbose_name="datum")),
                ("starts_at", models.TimeField(verbose_name="börjar klockan")),
                ("ends_at", models.TimeField(verbose_name="slutar klockan")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="plats")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Förbereds"),
                            ("sent", "Kallelse skickad"),
                            ("adopted", "Fastställt"),
                            ("cancelled", "Inställt"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "minutes_kind",
                    models.CharField(
                        choices=[("protocol", "Protokoll"), ("notes", "Minnesanteckningar")],
                        default="notes",
                        max_length=10,
                        verbose_name="skrivs som",
                    ),
                ),
                (
                    "series_day",
                    models.DateField(blank=True, null=True, verbose_name="dag i serien"),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kallelsen skickades"),
                ),
                ("times_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_since_sent", models.BooleanField(default=False, editable=False)),
                (
                    "cancelled_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="varför det ställdes in"
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
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="forums.forum",
                        verbose_name="forum",
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
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="leder mötet",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="för anteckningarna",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="forums.forumseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical möte",
                "verbose_name_plural": "historical möten",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
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
                            ("regular", "Ordinarie möte"),
                            ("strategy_day", "Mål- och strategidag"),
                            ("analysis_day", "Analysdag"),
                            ("extra", "Extra möte"),
                        ],
                        default="regular",
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, db_collation="swedish", max_length=150, verbose_name="rubrik"
                    ),
                ),
                ("on", models.DateField(verbose_name="datum")),
                ("starts_at", models.TimeField(verbose_name="börjar klockan")),
                ("ends_at", models.TimeField(verbose_name="slutar klockan")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="plats")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Förbereds"),
                            ("sent", "Kallelse skickad"),
                            ("adopted", "Fastställt"),
                            ("cancelled", "Inställt"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "minutes_kind",
                    models.CharField(
                        choices=[("protocol", "Protokoll"), ("notes", "Minnesanteckningar")],
                        default="notes",
                        max_length=10,
                        verbose_name="skrivs som",
                    ),
                ),
                (
                    "series_day",
                    models.DateField(blank=True, null=True, verbose_name="dag i serien"),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kallelsen skickades"),
                ),
                ("times_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_since_sent", models.BooleanField(default=False, editable=False)),
                (
                    "cancelled_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="varför det ställdes in"
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
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="forums.forum",
                        verbose_name="forum",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="leder mötet",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="för anteckningarna",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forums.forumseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "möte",
                "verbose_name_plural": "möten",
                "ordering": ["on", "starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meeting_ends_after_start",
                        violation_error_message="Mötet kan inte sluta innan det har börjat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "adopted"), _negated=True),
                            ("adopted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="adopted_minutes_have_a_day",
                        violation_error_message="Skriv vilken dag anteckningarna fastställs.",
                    ),
                    models.UniqueConstraint(
                        fields=("series", "series_day"),
                        name="meeting_once_a_series_day",
                        violation_error_message="Mötet den dagen finns redan.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "called_as",
                    models.CharField(blank=True, max_length=150, verbose_name="kallad som"),
                ),
                ("by_hand", models.BooleanField(default=False, verbose_name="kallad för hand")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "Inget svar"), ("yes", "Kommer"), ("no", "Kommer inte")],
                        default="",
                        max_length=3,
                        verbose_name="svar",
                    ),
                ),
                ("present", models.BooleanField(blank=True, null=True, verbose_name="närvarande")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendees",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "kallad",
                "verbose_name_plural": "kallade",
                "ordering": ["user__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "user"),
                        name="called_once",
                        violation_error_message="Personen är redan kallad till mötet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshot",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "fastställda anteckningar",
                "verbose_name_plural": "fastställda anteckningar",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=200, verbose_name="punkt"),
                ),
                ("why", models.TextField(blank=True, verbose_name="varför")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("dialogue", "Dialog"),
                            ("decision", "Beslut"),
                            ("follow_up", "Uppföljning"),
                            ("learning", "Kollegialt lärande"),
                            ("results", "Mål- och resultatarbete"),
                        ],
                        default="dialogue",
                        max_length=12,
                        verbose_name="syfte",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(600)],
                        verbose_name="minuter",
                    ),
                ),
                ("on", models.DateField(verbose_name="föreslaget")),
                (
                    "declined_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="varför den inte tas upp"
                    ),
                ),
                ("withdrawn", models.BooleanField(default=False, verbose_name="återtaget")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="forums.forum",
                    ),
                ),
            ],
            options={
                "verbose_name": "förslag",
                "verbose_name_plural": "förslag",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=200, verbose_name="punkt"),
                ),
                ("text", models.TextField(blank=True, verbose_name="vad punkten gäller")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("dialogue", "Dialog"),
                            ("decision", "Beslut"),
                            ("follow_up", "Uppföljning"),
                            ("learning", "Kollegialt lärande"),
                            ("results", "Mål- och resultatarbete"),
                        ],
                        default="information",
                        max_length=12,
                        verbose_name="syfte",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(600)],
                        verbose_name="minuter",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "state",
                    models.CharField(
                        choices=[("on_agenda", "På dagordningen"), ("removed", "Borttagen")],
                        default="on_agenda",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Inte behandlad"),
                            ("handled", "Behandlad"),
                            ("carried", "Tas upp nästa gång"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="utfall",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "source_label",
                    models.CharField(blank=True, max_length=200, verbose_name="kommer från"),
                ),
                ("notes", models.TextField(blank=True, verbose_name="anteckningar")),
                ("notes_revision", models.PositiveIntegerField(default=0, editable=False)),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried_to",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="föredrar punkten",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="meetings.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "punkt",
                "verbose_name_plural": "punkter",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("meeting", "source"),
                        name="agenda_source_once",
                        violation_error_message="Punkten står redan på dagordningen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                        choices=[("decision", "Beslut"), ("agreement", "Överenskommelse")],
                        default="decision",
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                ("text", models.TextField(verbose_name="beslut eller överenskommelse")),
                ("decided_on", models.DateField(verbose_name="beslutat")),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="följs upp")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Gäller"),
                            ("done", "Genomfört"),
                            ("revised", "Ersatt av nytt"),
                            ("ended", "Gäller inte längre"),
                        ],
                        default="active",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="meetings.agendaitem",
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
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revised_by",
                        to="meetings.decision",
                        verbose_name="ersätter",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "beslut",
                "verbose_name_plural": "beslut",
                "ordering": ["-decided_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follow_up_on__isnull", True),
                            ("follow_up_on__gte", models.F("decided_on")),
                            _connector="OR",
                        ),
                        name="decision_followed_up_after",
                        violation_error_message="Uppföljningen kan inte ligga före beslutet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionFollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="datum")),
                ("text", models.TextField(verbose_name="hur det har gått")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Gäller"),
                            ("done", "Genomfört"),
                            ("revised", "Ersatt av nytt"),
                            ("ended", "Gäller inte längre"),
                        ],
                        max_length=8,
                        verbose_name="läge efteråt",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="meetings.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppföljning",
                "verbose_name_plural": "uppföljningar",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNetworkGoal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="mål")),
                (
                    "activities",
                    models.TextField(blank=True, verbose_name="aktiviteter på träffarna"),
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
                    "agreed_decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.decision",
                        verbose_name="överenskommelsen i ledarforum",
                    ),
                ),
                (
                    "agreed_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="punkten i ledarforum",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="forums.forum",
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
            ],
            options={
                "verbose_name": "historical nätverkets mål",
                "verbose_name_plural": "historical nätverkets mål",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDecision",
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
                        choices=[("decision", "Beslut"), ("agreement", "Överenskommelse")],
                        default="decision",
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                ("text", models.TextField(verbose_name="beslut eller överenskommelse")),
                ("decided_on", models.DateField(verbose_name="beslutat")),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="följs upp")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Gäller"),
                            ("done", "Genomfört"),
                            ("revised", "Ersatt av nytt"),
                            ("ended", "Gäller inte längre"),
                        ],
                        default="active",
                        max_length=8,
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
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
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.decision",
                        verbose_name="ersätter",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical beslut",
                "verbose_name_plural": "historical beslut",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NetworkGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(db_collation="swedish", max_length=200, verbose_name="mål"),
                ),
                (
                    "activities",
                    models.TextField(blank=True, verbose_name="aktiviteter på träffarna"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agreed_decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.decision",
                        verbose_name="överenskommelsen i ledarforum",
                    ),
                ),
                (
                    "agreed_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="punkten i ledarforum",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="network_goals",
                        to="forums.forum",
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
            ],
            options={
                "verbose_name": "nätverkets mål",
                "verbose_name_plural": "nätverkets mål",
                "ordering": ["-school_year", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NoteReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=40)),
                ("sequence", models.PositiveIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "kvitto på anteckning",
                "verbose_name_plural": "kvitton på anteckningar",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "token"), name="note_receipt_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("began_at", models.DateTimeField(verbose_name="började")),
                ("at", models.DateTimeField(verbose_name="när")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="note_versions",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "tidigare anteckning",
                "verbose_name_plural": "tidigare anteckningar",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="punkt")),
                ("text", models.TextField(blank=True, verbose_name="vad punkten gäller")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("dialogue", "Dialog"),
                            ("decision", "Beslut"),
                            ("follow_up", "Uppföljning"),
                            ("learning", "Kollegialt lärande"),
                            ("results", "Mål- och resultatarbete"),
                        ],
                        default="information",
                        max_length=12,
                        verbose_name="syfte",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(600)],
                        verbose_name="minuter",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordning")),
                (
                    "state",
                    models.CharField(
                        choices=[("on_agenda", "På dagordningen"), ("removed", "Borttagen")],
                        default="on_agenda",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Inte behandlad"),
                            ("handled", "Behandlad"),
                            ("carried", "Tas upp nästa gång"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="utfall",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "source_label",
                    models.CharField(blank=True, max_length=200, verbose_name="kommer från"),
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
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "follows_up",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.decision",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="föredrar punkten",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical punkt",
                "verbose_name_plural": "historical punkter",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="underlag")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="adress")),
                (
                    "file",
                    models.FileField(blank=True, upload_to="meetings/%Y/", verbose_name="fil"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="meetings.agendaitem",
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
                            models.Q(models.Q(("address", ""), _negated=True), ("file", "")),
                            models.Q(("address", ""), models.Q(("file", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="material_is_page_or_file",
                        violation_error_message="Skriv en adress eller välj en fil, inte båda.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="follows_up",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="taken_up_in",
                to="meetings.decision",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["forum", "on"], name="meeting_of_forum"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["status", "follow_up_on"], name="decision_to_follow_up"),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["source"], name="agenda_item_source"),
        ),
    ]
