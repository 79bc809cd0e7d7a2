import datetime

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisation", "0005_school_breaks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Forum",
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
                            ("leaders", "Ledarforum"),
                            ("development_group", "Ledningsgrupp Utveckling (LgU)"),
                            ("lead_teachers", "Nätverk för förstelärare"),
                            ("process_leaders", "Nätverk för processledare"),
                            ("child_health", "Barnhälsoteam (BHT)"),
                            ("pupil_health", "Elevhälsoteam (EHT)"),
                            ("board", "Nämnden"),
                            ("own", "Enhetens eget forum"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="swedish", max_length=120, verbose_name="namn"),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="syfte")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="plats")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="Från den dagen träffas forumet inte längre.",
                        null=True,
                        verbose_name="upphörde",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forums",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
            ],
            options={
                "verbose_name": "forum",
                "verbose_name_plural": "forum",
                "ordering": ["unit__path", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "name"),
                        name="forum_name_once_a_unit",
                        violation_error_message="Enheten har redan ett forum som heter så.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attends", models.BooleanField(verbose_name="deltar i ledarforum")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                ("decided_on", models.DateField(verbose_name="beslutat")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="biträdande rektor",
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
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance_decisions",
                        to="forums.forum",
                    ),
                ),
            ],
            options={
                "verbose_name": "beslut om närvaro",
                "verbose_name_plural": "beslut om närvaro",
                "ordering": ["-school_year", "person__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forum", "unit", "person", "school_year"),
                        name="attendance_decided_once_a_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ForumSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "måndag"),
                            (1, "tisdag"),
                            (2, "onsdag"),
                            (3, "torsdag"),
                            (4, "fredag"),
                            (5, "lördag"),
                            (6, "söndag"),
                        ],
                        verbose_name="veckodag",
                    ),
                ),
                (
                    "starts_at",
                    models.TimeField(default=datetime.time(9, 0), verbose_name="börjar klockan"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=120,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="längd i minuter",
                    ),
                ),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(52),
                        ],
                        verbose_name="var hur många veckor",
                    ),
                ),
                ("first", models.DateField(verbose_name="från och med")),
                ("last", models.DateField(verbose_name="till och med")),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="forums.forum",
                    ),
                ),
            ],
            options={
                "verbose_name": "serie",
                "verbose_name_plural": "serier",
                "ordering": ["first", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="series_ends_after_start",
                        violation_error_message="Serien kan inte sluta innan den börjar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every_weeks__gte", 1)),
                        name="series_recurs",
                        violation_error_message="Serien ska återkomma minst var 52:a vecka.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "leads",
                    models.BooleanField(default=False, verbose_name="förbereder och leder mötena"),
                ),
                ("starts", models.DateField(verbose_name="från och med")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="slutar")),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_members",
                        to="forums.forum",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forum_memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "medlem",
                "verbose_name_plural": "medlemmar",
                "ordering": ["user__name", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="hand_member_ends_after_start",
                        violation_error_message="Medlemskapet kan inte sluta innan det börjar.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttendanceDecision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("attends", models.BooleanField(verbose_name="deltar i ledarforum")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                ("decided_on", models.DateField(verbose_name="beslutat")),
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
                    "decided_by",
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
                        verbose_name="biträdande rektor",
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
                "verbose_name": "historical beslut om närvaro",
                "verbose_name_plural": "historical beslut om närvaro",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalForum",
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
                            ("leaders", "Ledarforum"),
                            ("development_group", "Ledningsgrupp Utveckling (LgU)"),
                            ("lead_teachers", "Nätverk för förstelärare"),
                            ("process_leaders", "Nätverk för processledare"),
                            ("child_health", "Barnhälsoteam (BHT)"),
                            ("pupil_health", "Elevhälsoteam (EHT)"),
                            ("board", "Nämnden"),
                            ("own", "Enhetens eget forum"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("purpose", models.TextField(blank=True, verbose_name="syfte")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="plats")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="Från den dagen träffas forumet inte längre.",
                        null=True,
                        verbose_name="upphörde",
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
                "verbose_name": "historical forum",
                "verbose_name_plural": "historical forum",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MemberRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "leads",
                    models.BooleanField(default=False, verbose_name="förbereder och leder mötena"),
                ),
                (
                    "from_above",
                    models.BooleanField(
                        default=False, verbose_name="även den som har rollen för flera enheter"
                    ),
                ),
                (
                    "by_decision",
                    models.BooleanField(
                        default=False, verbose_name="bara den som rektor har beslutat ska delta"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_roles",
                        to="forums.forum",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.role",
                        verbose_name="roll",
                    ),
                ),
                (
                    "school_form",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.schoolform",
                        verbose_name="bara enheter med skolformen",
                    ),
                ),
            ],
            options={
                "verbose_name": "medlemmar genom roll",
                "verbose_name_plural": "medlemmar genom roll",
                "ordering": ["-leads", "role__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forum", "role", "school_form"),
                        name="member_role_once",
                        violation_error_message="Rollen finns redan bland forumets medlemmar.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school_form", None)),
                        fields=("forum", "role"),
                        name="member_role_once_for_all_forms",
                        violation_error_message="Rollen finns redan bland forumets medlemmar.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="dag i serien")),
                ("moved_to", models.DateField(blank=True, null=True, verbose_name="flyttat till")),
                ("moved_at", models.TimeField(blank=True, null=True, verbose_name="klockan")),
                ("reason", models.CharField(max_length=200, verbose_name="varför")),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="forums.forumseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "undantag",
                "verbose_name_plural": "undantag",
                "ordering": ["on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "on"),
                        name="series_exception_once",
                        violation_error_message="Den dagen är redan flyttad eller inställd.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(fields=["kind"], name="forum_kind"),
        ),
    ]
