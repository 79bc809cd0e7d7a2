"""What an installation needs to work, and what to do about what is wrong."""

import shutil
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rodtrad.home.models import Routine
from rodtrad.home.routines import CHORES, Chore, chosen
from rodtrad.indicators.models import ImportRun

# Gigabytes free below which a database that grows may soon stop.
LEAST_DISK = 1.0
# Seconds the machine's clock may differ from the database server's.
CLOCK_SLACK = 30
# What has waited longer in the background is not being carried out by anybody.
LONGEST_WAIT = timedelta(minutes=10)
# What goes by the calendar and is so late is done by nobody.
LATE = timedelta(hours=2)
# How long to wait for the mail server, in seconds.
MAIL_TIMEOUT = 5


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `what_to_do` is empty when it is as it should be."""

    name: str
    ok: bool
    text: str
    what_to_do: str = ""


def check_settings() -> list[Finding]:
    """The secret key, the names the site answers to, and that it does not run for debugging."""
    key_ok = len(settings.SECRET_KEY) >= 50 and not settings.SECRET_KEY.startswith(
        "django-insecure"
    )
    hosts_ok = bool(settings.ALLOWED_HOSTS) and "*" not in settings.ALLOWED_HOSTS
    origin_ok = not settings.PRODUCTION or settings.SITE_ORIGIN.startswith("https://")
    return [
        Finding(
            "Läge",
            not settings.DEBUG,
            {True: "produktion", False: f"{settings.ENVIRONMENT}: bara för en egen dator"}[
                settings.PRODUCTION
            ],
            "" if not settings.DEBUG else "Slå av DEBUG.",
        ),
        Finding(
            "Hemlig nyckel",
            key_ok,
            "satt" if key_ok else "för kort",
            "" if key_ok else "Sätt SECRET_KEY till en slumpad text på minst 50 tecken.",
        ),
        Finding(
            "Tillåtna namn",
            hosts_ok,
            ", ".join(settings.ALLOWED_HOSTS) or "inga",
            "" if hosts_ok else "Sätt ALLOWED_HOSTS till det namn sidan nås med, inte *.",
        ),
        Finding(
            "Adress",
            origin_ok,
            settings.SITE_ORIGIN or "inte satt",
            "" if origin_ok else "Sätt SITE_ORIGIN till sidans adress, med https://.",
        ),
    ]


def check_database() -> list[Finding]:
    """That the database answers, has every migration, and writers queue on SQLite."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return [
            Finding(
                "Databas",
                False,
                str(error).strip().splitlines()[0],
                "Kontrollera DATABASE_URL och att databasen är igång.",
            )
        ]
    found = [Finding("Databas", True, f"{connection.vendor} svarar")]
    found.append(
        Finding(
            "Databasens ändringar",
            not missing,
            "alla är gjorda" if not missing else f"{missing} saknas",
            "" if not missing else "Ta en säkerhetskopia och kör: rodtrad prepare",
        )
    )
    tables = connection.introspection.table_names()
    has_cache = settings.CACHE_TABLE in tables
    found.append(
        Finding(
            "Spärr mot gissade lösenord",
            has_cache,
            "räknas i databasen" if has_cache else "tabellen saknas",
            "" if has_cache else "Kör: rodtrad prepare",
        )
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0])
        in_memory = mode == "memory"
        found.append(
            Finding(
                "Samtidiga skrivningar",
                mode == "wal" or in_memory,
                f"journal_mode är {mode}",
                ""
                if mode == "wal" or in_memory
                else "Lägg RODTRAD_DATA_DIR på en lokal disk: nätverksdiskar klarar inte WAL.",
            )
        )
    return found


def check_mail() -> list[Finding]:
    """That the mail server takes our connection; without one, letters are kept as files."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        text = "brev sparas som filer och skickas inte"
        return [
            Finding(
                "E-post",
                not settings.PRODUCTION,
                text,
                "Sätt EMAIL_URL, annars når ingen inbjudan fram." if settings.PRODUCTION else "",
            )
        ]
    mail = get_connection(timeout=MAIL_TIMEOUT)
    try:
        mail.open()
        mail.close()
    except (OSError, smtplib.SMTPException) as error:
        return [
            Finding(
                "E-post",
                False,
                f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} svarar inte ({error})",
                "Kontrollera EMAIL_URL och brandväggen.",
            )
        ]
    return [Finding("E-post", True, f"{settings.EMAIL_HOST} svarar")]


def check_clock() -> list[Finding]:
    """That the clock agrees with the database server's, and which day it is here."""
    now = timezone.localtime()
    found = [
        Finding(
            "Tidszon",
            settings.TIME_ZONE == "Europe/Stockholm",
            f"{settings.TIME_ZONE}, klockan är {now:%Y-%m-%d %H:%M}",
            "" if settings.TIME_ZONE == "Europe/Stockholm" else "Använd Europe/Stockholm.",
        )
    ]
    code_is_from = datetime.fromtimestamp(Path(__file__).stat().st_mtime, tz=UTC)
    right = datetime.now(tz=UTC) >= code_is_from
    text = "går rätt"
    if right and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            apart = abs(float(cursor.fetchone()[0]) - time.time())
        right = apart <= CLOCK_SLACK
        text = f"skiljer {apart:.0f} sekunder från databasens"
    elif not right:
        text = "visar en tid innan programmet fanns"
    found.append(
        Finding("Klocka", right, text, "" if right else "Ställ klockan med NTP (timedatectl).")
    )
    return found


def check_disk() -> list[Finding]:
    """That the data folder can be written in and has room."""
    folder = settings.DATA_DIR
    probe = folder / ".doctor"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return [
            Finding(
                "Datamapp",
                False,
                f"{folder}: {error.strerror}",
                "Ge den som kör Rödtråd rätt att skriva i mappen.",
            )
        ]
    free = shutil.disk_usage(folder).free / 1e9
    enough = free >= LEAST_DISK
    amount = f"{free:.1f}".replace(".", ",")
    return [
        Finding("Datamapp", True, str(folder)),
        Finding(
            "Ledigt utrymme",
            enough,
            f"{amount} GB",
            "" if enough else "Frigör utrymme: databasen slutar ta emot när disken är full.",
        ),
    ]


def check_static_files() -> list[Finding]:
    """That the page's own files are there: collected in production, else in the package."""
    if settings.PRODUCTION:
        there = (settings.STATIC_ROOT / "staticfiles.json").exists()
        what = "" if there else "Kör: rodtrad prepare --static (rodtrad serve gör det själv)"
    else:
        there = finders.find("core/app.css") is not None
        what = "" if there else "Installera om: filer saknas i paketet."
    return [Finding("Statiska filer", there, "finns" if there else "saknas", what)]


def check_background() -> list[Finding]:
    """That what waits in the background is carried out by somebody."""
    try:
        oldest = (
            ImportRun.objects.filter(state=ImportRun.State.WAITING)
            .order_by("at")
            .values_list("at", flat=True)
            .first()
        )
    except DatabaseError:
        # Said already where the database is looked at.
        return []
    waits = oldest is not None and timezone.now() - oldest > LONGEST_WAIT
    return [
        Finding(
            "Bakgrundsarbete",
            not waits,
            "en hämtning har väntat länge" if waits else "ingenting har väntat länge",
            "Kör rodtrad serve eller rodtrad work." if waits else "",
        )
    ]


def check_routines() -> list[Finding]:
    """When each thing that goes by the calendar was last done, and that it was."""
    now = timezone.now()
    try:
        known = {row.key: row for row in Routine.objects.all()}
    except DatabaseError:
        return []
    mine = chosen()
    return [
        _routine(chore, known.get(chore.key), now)
        if chore in mine
        else Finding(
            chore.label,
            True,
            f"görs inte här: kör rodtrad {' '.join(chore.command)} med en egen timer, eller lägg "
            f"till {chore.key} i RODTRAD_ROUTINES",
        )
        for chore in CHORES
    ]


def _routine(chore: Chore, row: Routine | None, now: datetime) -> Finding:
    if row is None or row.begun_at is None:
        text = "har inte gjorts ännu, görs när tiden är inne"
    else:
        text = f"senast {timezone.localtime(row.begun_at):%Y-%m-%d %H:%M}. {row.told}".strip()
    if row is not None and row.wrong:
        return Finding(chore.label, False, f"{text} {row.wrong}", "Det försöks igen inom en timme.")
    local = timezone.localtime(now - LATE)
    slot = chore.last_time(local)
    late = row is not None and row.done_for < slot and (local.date() - slot).days <= chore.grace
    return Finding(
        chore.label,
        not late,
        f"{text} Det är sent." if late else text,
        "Kör rodtrad serve eller rodtrad work." if late else "",
    )


CHECKS: tuple[Callable[[], list[Finding]], ...] = (
    check_settings,
    check_database,
    check_mail,
    check_clock,
    check_disk,
    check_static_files,
    check_background,
    check_routines,
)


def examine() -> list[Finding]:
    """Everything that is looked at, in order."""
    return [finding for check in CHECKS for finding in check()]
