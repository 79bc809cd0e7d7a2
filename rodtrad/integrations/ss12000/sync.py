"""`rodtrad fetch ss12000`: units, staff and duties, all of it or what has changed since.

Children and pupils are never asked for, and are dropped unread if a server sends them anyway.
"""

from datetime import timedelta

from django.utils import timezone

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.http import Client, Denied, FetchError, NotThere, Refused
from rodtrad.integrations.models import Fetch, OutsideLink, RunChange
from rodtrad.integrations.runs.account import Account, Job, Store
from rodtrad.integrations.ss12000.answers import (
    Deviations,
    Duty,
    Organisation,
    Person,
    Rows,
    all_rows,
    deleted,
)
from rodtrad.integrations.ss12000.people import Staff, ask_before_mass_removal, store_people
from rodtrad.integrations.ss12000.units import store_units

# Asked for once more: clocks differ, and some servers write times without a zone.
_OVERLAP = timedelta(days=1)


def fetch_staff(job: Job) -> Store:
    """Ask for what has changed since the last time, or for everything."""
    client = job.client()
    began = timezone.now()
    since = None if job.options.get("full") else job.fetch.fetched_until
    found = Deviations()
    job.progress.plan(5)
    gone: dict[str, set[str]] = {}
    if since is not None:
        job.progress.step("Hämtar vad som har tagits bort")
        try:
            gone = deleted(client, since.isoformat(), found)
        except (NotThere, Refused):
            found.add("Servern säger inte vad som har tagits bort; därför hämtades allt.")
            since = None
    query = {} if since is None else {"meta.modified.after": since.isoformat()}
    job.progress.step("Hämtar enheter")
    organisations = all_rows(client, "/organisations", Organisation, query, found)
    job.progress.step("Hämtar tjänster")
    duties = all_rows(client, "/duties", Duty, query, found)
    job.progress.step("Hämtar personal")
    people = _people(client, duties, query, found)
    full = since is None
    if full and not duties.rows and OutsideLink.objects.exists():
        raise FetchError("Servern gav inga tjänster alls. Ingenting ändras.")
    if full:
        gone = _absent(organisations, duties, people)

    def store(run: ImportRun) -> Account:
        account = Account(notes=list(found.sentences))
        staff = Staff(
            people={one.id: one for one in people.rows},
            duties=duties.rows,
            gone_people=gone.get("persons", set()),
            gone_duties=gone.get("duties", set()),
        )
        if not job.options.get("allow_removals"):
            ask_before_mass_removal(staff, job.today)
        units = store_units(
            run, organisations.rows, gone.get("organisations", set()), job.today, account
        )
        store_people(run, staff, units.by_id, job.today, account)
        fetch = Fetch.objects.get(pk=job.fetch.pk)
        RunChange.will_change(run, fetch, "fetched_until")
        fetch.fetched_until = began - _OVERLAP
        fetch.save(update_fields=["fetched_until"])
        _tell(account, full=full)
        return account

    return store


def _people(
    client: Client, duties: Rows[Duty], query: dict[str, str], found: Deviations
) -> Rows[Person]:
    """The people who have a duty, and nobody else."""
    wanted = {duty.person.id for duty in duties.rows if duty.person}
    known = set(OutsideLink.objects.filter(user__isnull=False).values_list("outside_id", flat=True))
    asked = {"relationship.entity.type": "duty", **query}
    given = all_rows(client, "/persons", Person, asked, found)
    people: Rows[Person] = Rows(
        [one for one in given.rows if one.id in wanted | known], given.unread & (wanted | known)
    )
    if len(people.rows) < len(given.rows):
        found.add(
            "Servern skickade också personer utan tjänst. De lästes inte in och sparades inte."
        )
    # What concerns a person may have changed without the person doing so.
    have = {one.id for one in people.rows} | people.unread
    lacking = sorted(wanted - have - (known if query else set()))
    for number in lacking:
        try:
            people.rows.append(client.get(f"/persons/{number}", Person))
        except (NotThere, Refused, Denied):
            found.add("En tjänst gäller en person som servern inte lämnar ut; den hoppades över.")
    return people


def _absent(
    organisations: Rows[Organisation], duties: Rows[Duty], people: Rows[Person]
) -> dict[str, set[str]]:
    """What we know of and a whole answer lacks."""
    links = OutsideLink.objects.all()
    here = {
        "organisations": links.filter(unit__isnull=False),
        "duties": links.filter(assignment__isnull=False),
        "persons": links.filter(user__isnull=False),
    }
    there = {
        "organisations": {one.id for one in organisations.rows} | organisations.unread,
        "duties": {one.id for one in duties.rows} | duties.unread,
        "persons": {one.id for one in people.rows} | people.unread,
    }
    return {
        kind: set(rows.values_list("outside_id", flat=True)) - there[kind]
        for kind, rows in here.items()
    }


def _tell(account: Account, *, full: bool) -> None:
    counts = account.counts
    account.lines = [
        "Allt hämtades." if full else "Det som har ändrats sedan sist hämtades.",
        f"Enheter: {counts['units_added']} nya, {counts['units_altered']} ändrade, "
        f"{counts['proposals']} förslag att ta ställning till.",
        f"Personer: {counts['people_added']} nya, {counts['people_altered']} ändrade, "
        f"{counts['people_closed']} konton stängda.",
        f"Uppdrag: {counts['assignments_added']} nya, {counts['assignments_altered']} ändrade, "
        f"{counts['assignments_ended']} avslutade.",
    ]
    if counts["without_email"]:
        account.note(
            f"{counts['without_email']} tjänster gav inget uppdrag: personen saknar namn eller "
            "e-postadress i arbetet."
        )
    # Nobody is told where or who: a number alone, and only so that it can be explained.
    if counts.pop("protected"):
        account.note("Personer med skyddade uppgifter läses aldrig in.")
    changed = (
        "units_added",
        "units_altered",
        "people_added",
        "people_altered",
        "people_closed",
        "assignments_added",
        "assignments_altered",
        "assignments_ended",
    )
    counts["changed"] = sum(counts[name] for name in changed)
