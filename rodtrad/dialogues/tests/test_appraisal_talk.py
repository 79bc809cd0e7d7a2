"""The appraisal talk near a visit: only the two know of it."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.dialogues.actions.visit import (
    set_appraisal,
)
from rodtrad.dialogues.models import AppraisalTalk, Visit
from rodtrad.dialogues.tests import visit_helpers as helpers
from rodtrad.dialogues.tests.visit_helpers import DAY
from rodtrad.notifications.models import Notice
from tests.world import World

SECRET_DAY = date(2027, 2, 13)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User, visit: Visit) -> str:
    answer = _client(user).get(reverse("visit_detail", args=[visit.pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


def _document(user: User, visit: Visit) -> str:
    """The words of the DOCX that the person gets."""
    data = _client(user).get(reverse("visit_docx", args=[visit.pk])).content
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read("word/document.xml").decode()


@pytest.fixture
def appraised(world: World) -> Visit:
    """A visit where the head and the principal have a day for their talk."""
    visit = helpers.fed_back(world)
    client = _client(world.head)
    answer = client.post(
        reverse("visit_appraisal", args=[visit.pk]),
        {"other": world.principal.pk, "on": SECRET_DAY.isoformat()},
    )
    assert answer.status_code == 302
    assert AppraisalTalk.objects.get().on == SECRET_DAY
    return visit


def test_the_two_see_the_day_of_the_talk_and_nobody_else(world: World, appraised: Visit) -> None:
    for who in (world.head, world.principal):
        assert "13 feb 2027" in _page(who, appraised)
    for who in world.cast.values():
        if who in (world.head, world.principal):
            continue
        assert "13 feb 2027" not in _page(who, appraised), who
        address = reverse("visit_appraisal", args=[appraised.pk])
        answer = _client(who).get(address)
        assert SECRET_DAY.isoformat() not in answer.content.decode(), who


def test_another_leader_cannot_tell_whether_there_is_a_talk(world: World, appraised: Visit) -> None:
    address = reverse("visit_appraisal", args=[appraised.pk])
    client = _client(world.development_head)
    with_talk = client.get(address).content
    AppraisalTalk.objects.all().delete()
    without = client.get(address).content
    assert len(with_talk) == len(without)
    client.post(address, {"other": world.principal.pk, "on": "2027-02-20"})
    assert not AppraisalTalk.objects.filter(head=world.head).exists()


def test_the_talk_is_in_no_log_history_list_search_or_file(world: World, appraised: Visit) -> None:
    written = " ".join(
        f"{event.verb} {event.target_label} {event.target_type} {event.details}"
        for event in Event.objects.all()
    )
    assert "appraisal" not in written
    assert "medarbetarsamtal" not in written.lower()
    assert not hasattr(AppraisalTalk, "history")
    assert "2027" not in str(AppraisalTalk.objects.get())
    assert not Notice.objects.filter(sentence__icontains="samtal").exists()
    texts = [_document(world.head, appraised)]
    client = _client(world.head)
    round_ = reverse("visit_round_detail", args=[appraised.round_id])
    for address in (
        f"{round_}?format=csv",
        round_,
        f"{reverse('commitment_list')}?format=csv&visa=alla",
        f"{reverse('search')}?q=medarbetarsamtal",
        reverse("event_list"),
        reverse("visit_list"),
        reverse("home"),
    ):
        texts.append(client.get(address).content.decode())
    for text in texts:
        assert SECRET_DAY.isoformat() not in text
        assert "13 feb" not in text


def test_the_talk_is_between_two_and_can_be_taken_away(world: World, appraised: Visit) -> None:
    with pytest.raises(ValidationError, match="mellan två"):
        set_appraisal(appraised, on=DAY, head=world.head, principal=world.head)
    _client(world.principal).post(
        reverse("visit_appraisal", args=[appraised.pk]), {"other": world.head.pk, "on": ""}
    )
    assert not AppraisalTalk.objects.exists()
