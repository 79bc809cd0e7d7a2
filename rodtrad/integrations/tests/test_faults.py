"""Every fault of every source gives a failed run that says why, and stores nothing."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.apps import apps

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.kolada.actions import choose_kpi
from rodtrad.integrations.kolada.tests import answers as kolada
from rodtrad.integrations.models import Fetch, Kpi
from rodtrad.integrations.runs.actions import run_now
from rodtrad.integrations.skolverket.tests import answers as skolverket
from rodtrad.integrations.ss12000.tests.register import staffed
from rodtrad.integrations.tests.service import Answer, Asked, Service
from tests.world import World

SUBJECTS = "/syllabus/v1/subjects"
# What the service gives when all is well, and a question in the middle of each fetch.
ASKED = {
    "kolada-definitions": "/v3/ou",
    "kolada-values": "/v3/data/",
    "skolverket-register": "/skolenhetsregistret/v2/school-units",
    "skolverket-statistics": "/planned-educations/v4/statistics/all-schools/salsa",
    "skolverket-syllabus": SUBJECTS,
    "ss12000-sync": "/persons",
}
PAGED = ("kolada-definitions", "kolada-values", "ss12000-sync")


def elsewhere(asked: Asked) -> Answer:
    return Answer({}, 302, headers={"Location": "http://127.0.0.2:9/stulet"})


FAULTS: dict[str, tuple[Any, str]] = {
    "silent": (Answer(silent=True), "svarade inte i tid"),
    "cut off": (Answer({"values": []}, cut_off=40), "bröts innan det var färdigt"),
    "too many": (Answer({}, status=429), "(429)"),
    "broken": (Answer({}, status=500), "(500)"),
    "no entrance": (Answer({}, status=401), "släpper inte in oss"),
    "another type": (Answer(b"<html></html>", kind="text/html"), "i stället för JSON"),
    "no JSON": (Answer(b'{"values": ['), "inte är JSON"),
    "a number": (Answer(7), "annan form än väntat"),
    "another shape": (Answer({"values": 7, "data": 7, "body": 7, "subjects": 7}), "annan form"),
    "huge": (Answer(b'{"values": "' + b"x" * 300_000 + b'"}'), "större än"),
    "elsewhere": (elsewhere, "hänvisar till en annan server"),
}


def well(service: Service) -> None:
    """All the sources answer as they should."""
    kolada.prepare(service)
    skolverket.register(service, skolverket.unit(skolverket.SCHOOL, "Västerportskolan"))
    skolverket.statistics(service)
    service.answers[SUBJECTS] = {"subjects": [{"code": "GRGRMAT01", "name": "Matematik"}]}
    staffed().serve(service)


def fault_at(service: Service, place: str, fault: Any) -> None:
    """Let every question at a place, or below it when it ends with a slash, meet the fault."""
    whole = dict(service.answers)
    whole.pop(place, None)

    class Faulty(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            hit = path.startswith(place) if place.endswith("/") else path == place
            return fault if hit else whole.get(path, default)

    service.answers = Faulty()


def everything() -> dict[str, Any]:
    """Every row of every table but what tells of the run itself."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model is not ImportRun and model._meta.app_label != "audit"
    }


def failed(key: str, service: Service) -> ImportRun:
    """The run of a fetch, which failed and left everything as it was."""
    before = everything()
    run = run_now(Fetch.objects.select_related("source").get(pk=key), by=None, base_url=service.url)
    assert everything() == before
    assert ImportRun.objects.get(pk=run.pk).state == ImportRun.State.FAILED
    return run


@pytest.fixture
def sources(world: World, service: Service, settings: Any) -> Service:
    """Sources that answer well, with a key figure of Kolada chosen."""
    settings.FETCH_LARGEST = 250_000
    well(service)
    definitions = Fetch.objects.select_related("source").get(pk="kolada-definitions")
    assert run_now(definitions, by=None, base_url=service.url).state == "done"
    choose_kpi(Kpi.objects.get(pk="N15419"), by=world.head)
    return service


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("key", ASKED)
def test_a_fault_is_told_and_stores_nothing(
    sources: Service, impatient: Callable[[Any], None], key: str, name: str
) -> None:
    fault, words = FAULTS[name]
    fault_at(sources, ASKED[key], fault)
    impatient(fault)
    assert words in failed(key, sources).error


@pytest.mark.parametrize("key", PAGED)
def test_pages_that_never_end_are_given_up(sources: Service, key: str) -> None:
    number = count(1)

    def one_more(asked: Asked) -> Any:
        return {
            "values": [{"id": "V15E1", "title": "Skolan", "kpi": "N15419", "period": 2025}],
            "data": [{"id": "p1", "givenName": "Rut"}],
            "next_url": f"https://api.kolada.se{asked.path}?page={next(number)}",
            "pageToken": str(next(number)),
        }

    def with_values(asked: Asked) -> Any:
        answer = one_more(asked)
        answer["values"][0]["values"] = []
        return answer

    fault_at(sources, ASKED[key], with_values)
    assert "i en ring" in failed(key, sources).error
    # Found out by what the pages say, not after thousands of them.
    assert next(number) < 12


def test_the_sources_answer_when_nothing_is_wrong(sources: Service) -> None:
    """Else the faults above would prove nothing."""
    kolada.data(sources)
    for key in ASKED:
        fetch = Fetch.objects.select_related("source").get(pk=key)
        assert run_now(fetch, by=None, base_url=sources.url).error == ""


def test_every_fetch_is_tried(world: World) -> None:
    assert set(ASKED) == set(Fetch.objects.values_list("pk", flat=True))
