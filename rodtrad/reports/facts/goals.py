"""What a unit's report shows of its goals: the work for each, and how it was analysed."""

from collections.abc import Sequence
from typing import Final

from rodtrad.core.prose import Block
from rodtrad.goals.models import Goal, GoalReview
from rodtrad.reports.facts.parts import (
    FactJson,
    blocks_of,
    figures,
    heading_block,
    note,
    paragraph,
    plain,
    prose,
    quoted,
    table,
)
from rodtrad.reports.facts.source import Source
from rodtrad.reports.facts.targets import target_parts


def shared_goals(source: Source) -> list[FactJson]:
    """Each shared goal, what the unit did for it and what its indicators show here."""
    if not source.shared_goals:
        return [note(f"Det finns inga förvaltningsgemensamma mål för {source.when}.")]
    return [
        _goal(source, goal, "Förvaltningsgemensamt mål", [_support(source, goal)])
        for goal in source.shared_goals
    ]


def unit_goals(source: Source) -> list[FactJson]:
    """Each of the unit's own goals and what its indicators show."""
    if not source.unit_goals:
        return [note(f"Enheten har inga egna mål för {source.when}.", "warning")]
    return [_goal(source, goal, "Enhetens mål", []) for goal in source.unit_goals]


def analyses(source: Source) -> list[FactJson]:
    """What was written in the analysis of each goal."""
    facts: list[FactJson] = []
    missing = []
    for goal in source.goals:
        review = source.reviews.get(goal.pk)
        if review is None:
            missing.append(goal.title)
            continue
        facts.append(prose(goal.title, _analysis(review)))
    if missing:
        facts.append(note(f"Ingen analys är skriven för {quoted(missing)}.", "warning"))
    return facts or [note("Det finns inga mål att analysera.", "warning")]


def is_analysed(source: Source, goal: Goal) -> bool:
    review = source.reviews.get(goal.pk)
    return review is not None and review.done_on is not None


def goal_in_short(source: Source, goal: Goal) -> list[str]:
    review = source.reviews.get(goal.pk)
    return [
        goal.title,
        "Gemensamt" if goal.shared else "Eget",
        _attainment(review),
        str(review.get_conclusion_display()) if review and review.conclusion else "–",
    ]


def _attainment(review: GoalReview | None) -> str:
    if review is None or not review.attainment:
        return "Inte bedömt"
    word = str(review.get_attainment_display())
    return word if review.done_on else f"{word} (analysen är inte klar)"


def _goal(source: Source, goal: Goal, kind: str, before: Sequence[FactJson]) -> FactJson:
    facts = list(before)
    targets = source.targets.get(goal.pk, [])
    if not targets:
        facts.append(note("Målet har ingen indikator.", "warning"))
    for target in targets:
        facts += target_parts(source, goal, target)
    review = source.reviews.get(goal.pk)
    facts.append(figures("", [("Måluppfyllelse", _attainment(review))]))
    return {
        "type": "goal",
        "title": goal.title,
        "unit_or_shared": kind,
        "requirements": [point.citation for point in source.cited.get(goal.pk, [])],
        "description": plain(goal.description),
        "desired_effect": plain(goal.desired_effect),
        "facts": facts,
    }


def _support(source: Source, goal: Goal) -> FactJson:
    """What the unit does for a shared goal; the guideline's 4.1.1 asks for a goal of its own."""
    own = [row for row in source.unit_goals if row.supports_id == goal.pk]
    if not own:
        return note(
            "Enheten har inget eget mål kopplat till det gemensamma. Enligt riktlinjen ska varje "
            "verksamhet ha minst ett mål och en aktivitet.",
            "warning",
        )
    return table(
        "Enhetens bidrag",
        ("Enhetens mål", "Aktiviteter under läsåret", "Måluppfyllelse"),
        [
            (
                row.title,
                "\n".join(a.title for a in source.activities.get(row.pk, [])) or "Saknas",
                _attainment(source.reviews.get(row.pk)),
            )
            for row in own
        ],
        caption=f"Enhetens bidrag till målet ”{goal.title}”",
    )


def _analysis(review: GoalReview) -> list[Block]:
    blocks = [
        paragraph(
            f"Måluppfyllelse: {_attainment(review)}."
            + (f" Slutsats: målet {_CONCLUSIONS[review.conclusion]}." if review.conclusion else "")
        )
    ]
    for label, text in (
        ("Vad resultatet visar", review.result),
        ("Vilken effekt de egna aktiviteterna har haft", review.effect),
        ("Orsaker till resultatet", review.causes),
        ("Hur säkra vi är på indikatorerna", review.validity),
    ):
        if written := blocks_of(text):
            blocks += [heading_block(label), *written]
    return blocks


_CONCLUSIONS: Final = {
    GoalReview.Conclusion.CONTINUE.value: "fortsätter",
    GoalReview.Conclusion.ADJUST.value: "justeras",
    GoalReview.Conclusion.END.value: "avslutas",
}
