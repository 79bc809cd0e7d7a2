"""What has been tried, how far it has come towards being proven, and what it rests on."""

from datetime import timedelta
from typing import Any

from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.evidence import actions
from rodtrad.evidence.models import Practice, Reference, Theme
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, Goal
from rodtrad.organisation.models import SchoolForm


def try_and_spread(season: Season) -> None:
    """References, practices with trials in real activities, reviews, and how they spread."""
    content = read("evidence")
    by = season.basis.development_head
    references = [actions.add_reference(by=by, **entry) for entry in content["reference"]]
    for entry in content["practice"]:
        _practice(season, entry, references)
    for entry in content["rests"]:
        _rest(season, entry, references)
    for entry in content["reading"]:
        with happening_on(workday(season.today - timedelta(days=20))):
            actions.put_on_reading_list(
                _network(entry["forum"]),
                reference=references[entry["reference"]],
                due=workday(season.today + timedelta(days=entry["in_days"])),
                note=entry["note"],
                by=by,
            )


def _network(kind: str) -> Forum:
    return Forum.objects.get(kind=kind)


def _rest(season: Season, entry: dict[str, Any], references: list[Reference]) -> None:
    """The running goals of one kind of units, and the latest activity of each, on a writing."""
    reference = references[entry["reference"]]
    for goal in Goal.objects.filter(
        supports=season.shared[entry["supports"]],
        unit__kind=entry["kind"],
        ends__gte=season.today,
    ).select_related("unit")[: entry["goals"]]:
        by = season.basis.principal(goal.unit.code)
        actions.attach_reference(reference, goal=goal, note=entry["note"], by=by)
        activity = goal.activities.order_by("-starts", "-pk").first()
        if activity is not None:
            actions.attach_reference(reference, activity=activity, by=by)


def _practice(season: Season, entry: dict[str, Any], references: list[Reference]) -> None:
    """One practice, tried in as many activities as it has outcomes."""
    activities = list(
        Activity.objects.filter(
            goal__supports=season.shared[entry["supports"]],
            goal__unit__kind=entry["kind"],
            starts__lt=season.today - timedelta(days=120),
        )
        .select_related("goal__unit")
        .order_by("starts", "pk")
    )
    tried: list[Activity] = []
    seen: set[int] = set()
    for activity in activities:
        # Another unit for each trial, as long as there are more units.
        if activity.goal.unit_id not in seen and len(tried) < len(entry["outcomes"]):
            seen.add(activity.goal.unit_id)
            tried.append(activity)
    if not tried:
        return
    unit = tried[0].goal.unit
    by = season.basis.principal(unit.code)
    with happening_on(tried[0].starts):
        practice = actions.add_practice(
            unit=unit,
            themes=Theme.objects.filter(name__in=entry["themes"]),
            school_forms=SchoolForm.objects.filter(units=unit),
            by=by,
            **{
                name: entry.get(name, "")
                for name in ("title", "problem", "how", "context", "grounds", "lessons")
            },
        )
        if "reference" in entry:
            actions.attach_reference(references[entry["reference"]], practice=practice, by=by)
    for number, (activity, outcome) in enumerate(zip(tried, entry["outcomes"], strict=False)):
        _try(season, practice, activity, outcome, entry["evaluation"], number)
    _spread(season, practice, entry)


def _try(
    season: Season,
    practice: Practice,
    activity: Activity,
    outcome: str,
    evaluation: str,
    number: int,
) -> None:
    by = season.basis.principal(activity.goal.unit.code)
    # The first is evaluated after a year, the others later: experience takes time.
    on = min(workday(activity.starts + timedelta(days=300 + 190 * number)), season.today)
    with happening_on(on):
        trial = actions.try_practice(practice, activity=activity, by=by)
        actions.evaluate_trial(
            trial, outcome=outcome, evaluation=evaluation, on=on, revision=0, by=by
        )


def _spread(season: Season, practice: Practice, entry: dict[str, Any]) -> None:
    on = workday(season.today - timedelta(days=60))
    by, forum = season.basis.development_head, _network(entry["network"])
    with happening_on(on):
        actions.share_practice(practice, on=on, how=entry["shared"], by=by)
        actions.review_practice(
            practice, verdict=entry["verdict"], why=entry["why"], on=on, forum=forum, by=by
        )
