"""The pages of practices and references, for the counting of queries."""

from datetime import date
from typing import Any

from django.utils import timezone

from rodtrad.demo.bench.city import City
from rodtrad.evidence import actions
from rodtrad.evidence.models import Practice, Reference, Trial
from rodtrad.forums.models import Forum


def _practices(city: City) -> Practice:
    """As many practices as the city has units, each tried at all of them and spread."""
    head = city.branch.head
    # The same city is asked for several pages: the practices are there after the first.
    if (first := Practice.objects.filter(unit=city.branch.units[0]).first()) is not None:
        return first
    made: list[Practice] = []
    for unit in city.branch.units:
        practice = actions.add_practice(
            unit=unit,
            title=f"Läsa tillsammans, {unit.name}",
            problem="Eleverna förstår inte texterna.",
            how="Högläsning varje dag.",
            context="Alla årskurser.",
            by=head,
        )
        actions.share_practice(practice, on=date(2026, 3, 1), how="För nätverket", by=head)
        actions.review_practice(
            practice, verdict="spread", why="Det fungerar.", on=date(2026, 4, 1), by=head
        )
        actions.attach_reference(_reference_of(city, unit.name), practice=practice, by=head)
        made.append(practice)
    for activity in city.work.activities[: len(city.branch.units)]:
        trial = actions.try_practice(made[0], activity=activity, by=head)
        actions.evaluate_trial(
            trial,
            outcome="worked",
            evaluation="Värdena steg.",
            on=max(activity.starts, timezone.localdate()),
            revision=0,
            by=head,
        )
    return made[0]


def _reference_of(city: City, name: str) -> Reference:
    return actions.add_reference(title=f"Om läsning, {name}", by=city.branch.head)


def _practice(city: City) -> list[Any]:
    return [_practices(city).pk]


def _anywhere(city: City) -> list[Any]:
    _practices(city)
    return []


def _goal_now(city: City) -> Any:
    starts = city.ground.running.span.starts
    return next(goal for goal in city.work.goals if goal.starts == starts)


def _trial(city: City) -> list[Any]:
    return [Trial.objects.filter(practice=_practices(city))[0].pk]


def _references(city: City) -> Reference:
    # The same city is asked for several pages: the forum is there after the first.
    forum, _ = Forum.objects.get_or_create(unit=city.branch.units[0], kind="own", name="Läsgruppen")
    last: Reference | None = Reference.objects.filter(reading_items__forum=forum).last()
    if last is not None:
        return last
    for goal in city.work.goals[: len(city.branch.units)]:
        reference = _reference_of(city, goal.title)
        actions.attach_reference(reference, goal=goal, by=city.branch.head)
        actions.put_on_reading_list(
            forum, reference=reference, due=None, note="", by=city.branch.head
        )
    for goal in city.work.goals[: len(city.branch.units) - 1]:
        actions.attach_reference(reference, goal=goal, by=city.branch.head)
    return reference


def _reference(city: City) -> list[Any]:
    return [_reference_of(city, "en").pk]


def _to_read(city: City) -> list[Any]:
    _references(city)
    return _reference(city)


def _reviewed(city: City) -> list[Any]:
    _references(city)
    return _practice(city)


def _listed(city: City) -> list[Any]:
    _references(city)
    return []


def _reading(city: City) -> list[Any]:
    return [_references(city).reading_items.get().pk]


def _use(city: City) -> list[Any]:
    return [_references(city).uses.all()[0].pk]


def _grounds(city: City) -> list[Any]:
    """A goal that rests on as many writings as the city has units."""
    goal = _goal_now(city)
    if not goal.references.exists():
        for unit in city.branch.units:
            actions.attach_reference(_reference_of(city, unit.name), goal=goal, by=city.branch.head)
    return ["mal", goal.pk]


PAGES = {
    "practice_list": (_anywhere, ""),
    "practice_list:xlsx": (_anywhere, "format=xlsx"),
    "practice_create": (_anywhere, ""),
    "limits_edit": (_anywhere, ""),
    "goal_practices": (lambda city: [*_anywhere(city), _goal_now(city).pk], ""),
    "area_practices": (lambda city: [*_anywhere(city), city.work.areas[0].pk], ""),
    "practice_detail": (_practice, ""),
    "practice_edit": (_practice, ""),
    "practice_remove": (_practice, ""),
    "reference_remove": (_reference, ""),
    "practice_history": (_practice, ""),
    "trial_create": (_practice, ""),
    "practice_start": (_practice, ""),
    "practice_begin": (lambda city: [*_practice(city), _goal_now(city).pk], ""),
    "practice_share": (_practice, ""),
    "practice_review": (_reviewed, ""),
    "sharing_remove": (lambda city: [_practices(city).sharings.all()[0].pk], ""),
    "review_remove": (lambda city: [_practices(city).reviews.all()[0].pk], ""),
    "trial_evaluate": (_trial, ""),
    "trial_remove": (_trial, ""),
    "grounds_detail": (_grounds, ""),
    "reference_list": (_listed, ""),
    "reference_create": (_anywhere, ""),
    "reference_import": (_anywhere, ""),
    "reference_detail": (lambda city: [_references(city).pk], ""),
    "reference_edit": (_reference, ""),
    "reading_create": (_to_read, ""),
    "reading_remove": (_reading, ""),
    "reference_attach": (lambda city: ["mal", _goal_now(city).pk], ""),
    "reference_detach": (_use, ""),
}
WRITES: frozenset[str] = frozenset()
