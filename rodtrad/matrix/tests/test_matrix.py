"""Matrices as data: versions, scales, and what a published one keeps."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rodtrad.core.conflict import Conflict
from rodtrad.matrix.actions.matrix import (
    change_version,
    create_matrix,
    create_version,
    discard_draft_version,
    move_row,
    publish_version,
    remove_row,
    save_area,
    save_criterion,
    withdraw_version,
)
from rodtrad.matrix.models import Criterion, Matrix, MatrixVersion
from rodtrad.matrix.queries.matrix import whole
from rodtrad.matrix.tests.helpers import small_matrix
from tests.world import World

TODAY = date(2026, 9, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind"),
    [("Kvalitetsmatris för förskola", "preschool"), ("Kvalitetsmatris för grundskola", "school")],
)
def test_an_installation_begins_with_two_whole_example_matrices(name: str, kind: str) -> None:
    matrix = Matrix.objects.get(name=name)
    assert matrix.is_example
    assert matrix.unit_kind == kind
    found = whole(matrix.versions.get())
    assert found.version.state == MatrixVersion.State.PUBLISHED
    assert len(found.blocks) == 8
    assert len(found.rows) == 18
    for row in found.rows:
        texts = [level.text for level in row.levels]
        assert len(texts) == 4
        assert all(len(text) > 30 for text in texts), row.criterion.title
        assert len(set(texts)) == 4


def test_a_published_version_does_not_change(world: World) -> None:
    version = small_matrix(world)
    area = version.areas.get()
    criterion = area.criteria.all()[0]
    tries: list[Callable[[], object]] = [
        lambda: change_version(version, steps=["A", "B"], introduction="", by=world.head),
        lambda: save_area(version=version, title="Nytt", by=world.head),
        lambda: save_criterion(
            area=area, title="Nytt", question="", levels={}, criterion=criterion, by=world.head
        ),
        lambda: remove_row(criterion, by=world.head),
        lambda: move_row(criterion, up=False, by=world.head),
        lambda: discard_draft_version(version, by=world.head),
        lambda: publish_version(version, on=TODAY, by=world.head),
    ]
    for attempt in tries:
        with pytest.raises(ValidationError, match="gäller redan"):
            attempt()


def test_a_new_version_says_the_same_and_keeps_the_keys(world: World) -> None:
    old = small_matrix(world)
    new = create_version(old, by=world.head)
    assert (new.number, new.state) == (2, MatrixVersion.State.DRAFT)
    before, after = whole(old), whole(new)
    assert [row.criterion.key for row in before.rows] == [row.criterion.key for row in after.rows]
    assert [level.text for row in before.rows for level in row.levels] == [
        level.text for row in after.rows for level in row.levels
    ]
    with pytest.raises(ValidationError, match="redan ett utkast"):
        create_version(old, by=world.head)


def test_a_version_with_an_undescribed_level_is_not_published(world: World) -> None:
    draft = create_version(small_matrix(world), by=world.head)
    criterion = Criterion.objects.filter(area__version=draft).first()
    assert criterion is not None
    save_criterion(
        area=criterion.area,
        title=criterion.title,
        question="",
        levels={draft.steps.all()[0].pk: ""},
        criterion=criterion,
        revision=0,
        by=world.head,
    )
    with pytest.raises(ValidationError, match="saknar beskrivning"):
        publish_version(draft, on=TODAY, by=world.head)


@pytest.mark.parametrize(("scale", "steps"), [("points", 6), ("priority", 3), ("levels", 4)])
def test_a_matrix_can_have_another_scale(world: World, scale: str, steps: int) -> None:
    version = create_matrix(name="Annan", unit_kind="school", scale=scale, by=world.head)
    assert version.steps.count() == steps
    assert version.is_ordered == (scale != "priority")


def test_a_scale_has_any_number_of_steps_between_two_and_eleven(world: World) -> None:
    version = create_matrix(
        name="Lång", unit_kind="school", steps=[str(n) for n in range(11)], by=world.head
    )
    assert version.steps.count() == 11
    for steps in (["Ett"], [str(n) for n in range(12)], ["Lika", "Lika"]):
        with pytest.raises(ValidationError):
            change_version(version, steps=steps, introduction="", by=world.head)


def test_two_steps_change_places_and_keep_their_number(world: World) -> None:
    version = create_matrix(name="Byt", unit_kind="school", steps=["A", "B"], by=world.head)
    change_version(version, steps=["B", "A", "C"], introduction="Ny", by=world.head)
    assert list(version.steps.values_list("label", flat=True)) == ["B", "A", "C"]


def test_a_withdrawn_version_is_kept_and_cannot_be_withdrawn_again(world: World) -> None:
    version = withdraw_version(small_matrix(world), on=TODAY, by=world.head)
    assert version.state == MatrixVersion.State.WITHDRAWN
    with pytest.raises(ValidationError, match="Bara en version som gäller"):
        withdraw_version(version, on=TODAY, by=world.head)


def test_two_who_change_a_criterion_at_once_both_keep_their_words(world: World) -> None:
    draft = create_version(small_matrix(world), by=world.head)
    criterion = draft.areas.get().criteria.all()[0]
    for who, revision in ((world.head, 0), (world.development_head, 0)):
        fields: dict[str, Any] = {
            "area": criterion.area,
            "title": f"Av {who}",
            "question": "",
            "levels": {},
        }
        if who == world.head:
            save_criterion(criterion=criterion, revision=revision, by=who, **fields)
        else:
            with pytest.raises(Conflict):
                save_criterion(criterion=criterion, revision=revision, by=who, **fields)


def test_a_key_is_never_used_for_another_criterion(world: World) -> None:
    draft = create_version(small_matrix(world), by=world.head)
    area = draft.areas.get()
    remove_row(area.criteria.get(title="Samråd"), by=world.head)
    again = save_criterion(area=area, title="Samråd", question="", levels={}, by=world.head)
    assert again.key == "samrad-2"
