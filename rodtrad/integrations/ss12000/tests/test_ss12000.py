"""`rodtrad fetch ss12000`: units, people and duties, and that protected persons leave no trace."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import DutyRole, Fetch, OutsideLink, Proposal
from rodtrad.integrations.runs.undo import undo_run
from rodtrad.integrations.ss12000.tests.register import (
    NEW_PRESCHOOL,
    SCHOOL,
    Register,
    organisation,
    staffed,
)
from rodtrad.integrations.tests.service import Answer, Service
from rodtrad.organisation.models import Assignment, Role, Unit
from tests.world import World

Run = dict[str, Any]


def fetch(service: Service, *options: str) -> Run:
    out = StringIO()
    call_command("fetch", "ss12000", "--base-url", service.url, "--json", *options, stdout=out)
    run: Run = json.loads(out.getvalue().splitlines()[-1])["runs"][0]
    return run


def staff() -> dict[str, list[tuple[str, str]]]:
    """Role and unit of every running assignment, by the person's name."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = Assignment.objects.running_on(timezone.localdate()).filter(
        user__email__endswith="@ystad.example"
    )
    for row in rows.select_related("user", "role", "unit").order_by("user__name"):
        found.setdefault(row.user.name, []).append((row.role.code, row.unit.name))
    return found


def everything_stored() -> str:
    """Every text in the whole database, as one."""
    parts = []
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            parts.append(repr(row))
    return "\n".join(parts)


def snapshot() -> list[Any]:
    """All that a synchronisation could change."""
    return [
        list(User.objects.order_by("pk").values_list("pk", "name", "email", "is_active")),
        list(Assignment.objects.order_by("pk").values_list()),
        list(Unit.objects.order_by("pk").values_list("pk", "name", "code", "path", "closed")),
        list(OutsideLink.objects.order_by("pk").values_list()),
        list(Fetch.objects.order_by("pk").values_list("pk", "fetched_until")),
    ]


@pytest.fixture
def register(world: World, service: Service) -> Register:
    made = staffed()
    made.serve(service)
    return made


def test_organisation_people_and_duties_become_units_accounts_and_assignments(
    world: World, register: Register, service: Service
) -> None:
    told = fetch(service)
    school = ("Västerportskolan",)
    assert staff()["Rut Rektorsson"] == [("principal", *school)]
    assert staff()["Kim Kurator"] == [("school_counsellor", *school)]
    assert staff()["Fia Förskollärare"] == [("staff", "Strandens förskola")]
    # A duty role that gives no role here gives no account either.
    assert not User.objects.filter(name="Mat Matsson").exists()
    preschool = Unit.objects.get(code="F-0900")
    assert (preschool.kind, preschool.path.startswith(world.administration.path)) == (
        "preschool",
        True,
    )
    assert {form.code for form in preschool.school_forms.all()} == {"FS"}
    assert told["people_added"] == 9
    assert told["units_added"] == 1
    assert not Unit.objects.filter(name="Västerport").exists()
    person = User.objects.get(name="Rut Rektorsson")
    assert (person.email, person.has_usable_password()) == ("rut.rektorsson@ystad.example", False)


def test_nothing_more_than_an_account_needs_is_stored(register: Register, service: Service) -> None:
    fetch(service)
    stored = everything_stored()
    assert "811218" not in stored
    assert "@hemma.example" not in stored


def test_a_repeated_synchronisation_changes_nothing(register: Register, service: Service) -> None:
    fetch(service)
    before = snapshot()
    for options in ((), ("--full",)):
        told = fetch(service, *options)
        assert told["changed"] == 0
        assert snapshot()[:4] == before[:4]


def test_every_page_is_read_without_filters_beside_the_token(
    register: Register, service: Service
) -> None:
    register.per_page = 3
    assert fetch(service)["people_added"] == 9


def test_only_what_has_changed_is_asked_for_the_next_time(
    world: World, register: Register, service: Service
) -> None:
    fetch(service)
    register.people["p3"]["familyName"] = "Nysson"
    register.duties["d4"]["endDate"] = "2026-08-31"
    register.employ(11, "Ny", "Lärarsson", "Lärare")
    register.serve(service)
    register.modified = {"p3", "d4", "d11"}
    service.asked.clear()
    told = fetch(service)
    asked = {one.path: one.query for one in service.asked}
    assert "meta.modified.after" in asked["/duties"]
    assert "after" in asked["/deletedEntities"]
    # The duty had changed, not the person: that one is asked for by itself.
    assert "/persons/p11" in asked
    assert "Lärare3 Nysson" in staff()
    assert "Lärare4 Larsson" not in staff()
    assert "Ny Lärarsson" in staff()
    assert (told["people_added"], told["people_altered"], told["people_closed"]) == (1, 1, 1)
    # The last day of a duty is a day of it.
    ended = Assignment.objects.get(user__name="Lärare4 Larsson")
    assert ended.ends == date(2026, 9, 1)


@pytest.mark.parametrize(
    "deleted",
    [
        {"duties": ["d3"], "persons": ["p3"], "groups": ["g1"]},
        [
            {"id": "d3", "entityType": "duties"},
            {"id": "p3", "type": "Person"},
            {"id": "g1", "type": "Group"},
        ],
    ],
)
def test_what_is_removed_is_ended_and_the_account_closed(
    register: Register, service: Service, deleted: Any
) -> None:
    fetch(service)
    register.deleted = deleted
    told = fetch(service)
    assert "Lärare3 Larsson" not in staff()
    assert not User.objects.get(name="Lärare3 Larsson").is_active
    assert (told["assignments_ended"], told["people_closed"]) == (1, 1)
    assert ("lista i stället" in " ".join(told["notes"])) == isinstance(deleted, list)


def test_a_server_that_tells_of_no_removals_is_read_whole(
    register: Register, service: Service
) -> None:
    fetch(service)
    del service.answers["/deletedEntities"]
    del register.duties["d3"]
    told = fetch(service)
    assert "Lärare3 Larsson" not in staff()
    assert "därför hämtades allt" in " ".join(told["notes"])


def test_a_mass_removal_stops_and_asks(register: Register, service: Service) -> None:
    fetch(service)
    before = snapshot()
    for number in (3, 4):
        del register.duties[f"d{number}"]
    with pytest.raises(CommandError, match="2 av 9 personer skulle förlora"):
        fetch(service, "--full")
    assert snapshot() == before
    run = ImportRun.objects.latest("pk")
    assert (run.state, "godkänn" in run.error) == ("stopped", True)

    told = fetch(service, "--full", "--allow-removals")
    assert told["people_closed"] == 2
    assert len(staff()) == 7


def test_a_server_that_loses_everything_changes_nothing(
    register: Register, service: Service
) -> None:
    fetch(service)
    before = snapshot()
    register.duties.clear()
    with pytest.raises(CommandError, match="inga tjänster alls"):
        fetch(service, "--full")
    assert snapshot() == before


def test_one_person_who_leaves_is_no_mass_removal(register: Register, service: Service) -> None:
    fetch(service)
    del register.duties["d3"], register.people["p3"]
    assert fetch(service, "--full")["people_closed"] == 1


@pytest.mark.parametrize("marking", ["Sekretessmarkering", "Skyddad folkbokföring", "Annat"])
def test_a_protected_person_is_never_stored(
    register: Register, service: Service, marking: str
) -> None:
    register.employ(20, "Hemlig", "Hemlighetsson", "Lärare", securityMarking=marking)
    register.serve(service)
    told = fetch(service)
    assert "hemlig" not in everything_stored().lower().replace("hemliga", "")
    assert "p20" not in everything_stored()
    assert told["people_added"] == 9


def test_who_becomes_protected_is_made_unknown_everywhere(
    world: World, register: Register, service: Service
) -> None:
    register.employ(20, "Hemlig", "Hemlighetsson", "Lärare")
    register.serve(service)
    first = fetch(service)["run"]
    assert "Hemlighetsson" in everything_stored()
    register.people["p20"]["securityMarking"] = "Sekretessmarkering"
    register.modified = {"p20"}
    told = fetch(service)
    stored = everything_stored()
    assert "Hemlighetsson" not in stored
    assert "hemlig.hemlighetsson" not in stored
    assert "Hemlighetsson" not in json.dumps(told)
    assert User.objects.get(name="Tidigare medarbetare").is_active is False
    assert fetch(service)["changed"] == 0
    # Nor does undoing bring the name back.
    for run in ImportRun.objects.filter(state="done").order_by("-pk"):
        undo_run(run, at=timezone.now(), by=None)
    assert ImportRun.objects.get(pk=first).state == "undone"
    assert "Hemlighetsson" not in everything_stored()


def test_pupils_are_dropped_even_if_the_server_sends_them(
    register: Register, service: Service
) -> None:
    register.people["elev"] = {
        **register.people["p3"],
        "id": "elev",
        "givenName": "Elev",
        "familyName": "Elevsson",
        "enrolments": [{"enroledAt": {"id": SCHOOL}, "schoolType": "GR"}],
    }
    told = fetch(service)
    stored = everything_stored()
    assert "Elevsson" not in stored
    assert "personer utan tjänst" in " ".join(told["notes"])
    asked = next(one for one in service.asked if one.path == "/persons")
    assert asked.query["relationship.entity.type"] == ["duty"]


def test_deviating_servers_are_borne_with_and_told_about(
    register: Register, service: Service
) -> None:
    for row in (*register.duties.values(), *register.people.values()):
        row["meta"] = {"created": "2025-01-01 08:00:00", "modified": "2026-10-01T08:00:00"}
    register.duties["d3"]["startDate"] = "2024-08-01T00:00:00"
    register.people["p4"]["emails"] = None
    register.people["p4"]["eduPersonPrincipalNames"] = ["larare4@ystad.example"]
    register.organisations[1]["schoolTypes"] = None
    told = fetch(service)
    assert told["people_added"] == 9
    assert "utan tidszon" in " ".join(told["notes"])
    assert Assignment.objects.get(user__name="Lärare3 Larsson").starts == date(2024, 8, 1)


def test_a_row_that_cannot_be_understood_is_left_alone_and_not_taken_as_removed(
    register: Register, service: Service
) -> None:
    fetch(service)
    register.duties["d3"]["dutyRole"] = None
    told = fetch(service, "--full")
    assert "Lärare3 Larsson" in staff()
    assert "följer inte specifikationen (dutyRole)" in " ".join(told["notes"])
    assert told["changed"] == 0


def test_a_list_without_its_envelope_is_read(register: Register, service: Service) -> None:
    service.answers["/duties"] = list(register.duties.values())
    assert fetch(service)["people_added"] == 9


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer({"detail": "Databasen är nere"}), "Databasen är nere"),
        (Answer({"detail": "Ogiltigt filter"}, status=400), "Ogiltigt filter"),
        (Answer({"code": "1", "message": "Nekad"}, status=403), "släpper inte in"),
        (Answer({"data": [{"dutyRole": "Lärare"}]}), "utan id"),
        (Answer({"data": "allt"}), "annan form"),
        (Answer(silent=True), "i tid"),
        (Answer({"data": []}, cut_off=30), "bröts"),
        (Answer({}, status=500), "500"),
        (Answer({}, status=429), "429"),
        (Answer(b"<html>", kind="text/html"), "i stället för JSON"),
        (Answer(b'{"data": [{'), "inte är JSON"),
    ],
)
def test_a_fault_is_a_failed_run_and_nothing_is_stored(
    register: Register, service: Service, answer: Answer, words: str
) -> None:
    before = snapshot()
    service.answers["/duties"] = answer
    with pytest.raises(CommandError, match=words):
        fetch(service)
    assert ImportRun.objects.get().state == "failed"
    assert snapshot() == before


def test_an_account_that_was_here_before_is_found_by_its_address_and_never_renamed(
    world: World, register: Register, service: Service
) -> None:
    mine = User.objects.create_user("rut.rektorsson@ystad.example", "Ruth R.", "x" * 20)
    fetch(service)
    mine.refresh_from_db()
    assert mine.name == "Ruth R."
    assert staff()["Ruth R."] == [("principal", "Västerportskolan")]
    # What people gave by hand is left as it is.
    assert world.principal.assignments.get().ends is None


def test_the_role_of_a_duty_is_chosen_here(
    world: World, register: Register, service: Service
) -> None:
    register.duties["d10"]["dutyRole"] = "Drömledare"
    told = fetch(service)
    assert "Ny tjänsteroll: Drömledare" in " ".join(told["notes"])
    DutyRole.objects.filter(name="Drömledare").update(role=Role.objects.get(code="process_leader"))
    fetch(service, "--full")
    assert staff()["Mat Matsson"] == [("process_leader", "Västerportskolan")]
    DutyRole.objects.filter(name="Drömledare").update(role=Role.objects.get(code="staff"))
    fetch(service, "--full")
    assert staff()["Mat Matsson"] == [("staff", "Västerportskolan")]


def test_who_moves_to_another_unit_gets_the_role_there_and_loses_it_here(
    register: Register, service: Service
) -> None:
    fetch(service)
    register.duties["d3"]["dutyAt"] = {"id": NEW_PRESCHOOL}
    fetch(service, "--full")
    assert staff()["Lärare3 Larsson"] == [("staff", "Strandens förskola")]


def test_a_unit_that_was_here_is_not_renamed_without_a_yes(
    world: World, register: Register, service: Service
) -> None:
    register.organisations[0]["displayName"] = "Västerport 7–9"
    fetch(service)
    assert Unit.objects.get(code="54436997").name == "Västerportskolan"
    assert Proposal.objects.get(kind="rename").after == "Västerport 7–9"
    register.organisations[4]["displayName"] = "Strandens nya förskola"
    fetch(service, "--full")
    assert Unit.objects.get(code="F-0900").name == "Strandens nya förskola"


def test_undoing_takes_back_accounts_assignments_and_units(
    register: Register, service: Service
) -> None:
    before = snapshot()
    first = fetch(service)["run"]
    middle = snapshot()
    register.duties["d3"]["endDate"] = str(timezone.localdate() - timedelta(days=1))
    register.people["p4"]["familyName"] = "Nysson"
    second = fetch(service, "--full")["run"]
    assert snapshot() != middle
    undo_run(ImportRun.objects.get(pk=second), at=timezone.now(), by=None)
    assert snapshot() == middle
    undo_run(ImportRun.objects.get(pk=first), at=timezone.now(), by=None)
    assert snapshot() == before


def test_a_dry_run_stores_nothing(register: Register, service: Service) -> None:
    before = everything_stored()
    assert fetch(service, "--dry-run")["people_added"] == 9
    assert everything_stored() == before


def test_a_unit_that_ends_is_proposed_to_be_closed(
    world: World, register: Register, service: Service
) -> None:
    fetch(service)
    register.organisations.append(
        organisation("x", "Nedlagd skola", "Skolenhet", endDate="2020-01-01")
    )
    register.organisations[0]["endDate"] = "2026-06-30"
    fetch(service, "--full")
    assert Proposal.objects.get(kind="close").unit == world.school
    assert not Unit.objects.filter(name="Nedlagd skola").exists()


def test_without_an_address_it_says_what_to_do(world: World) -> None:
    with pytest.raises(CommandError, match=r"Adressen till .* saknas"):
        call_command("fetch", "ss12000", stdout=StringIO())
