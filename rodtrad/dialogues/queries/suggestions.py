"""What in the work of the year could be a topic for the board: suggested, with its grounds.

Each source is a function of the municipality and the school year whose work is looked at. The
page of topics shows them one after the other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from rodtrad.accounts.models import User
from rodtrad.core.numbers import parse_pk
from rodtrad.core.prose import to_plain
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.actions.board import Ground
from rodtrad.dialogues.models import Commitment, Matter, TopicEvidence, Visit
from rodtrad.goals.models import DevelopmentArea, Goal, GoalReview
from rodtrad.organisation.access import Permission, branch_filter
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report, Section

# How many suggestions each source gives; the lists that they come from have the rest.
SHOWN = 6
KIND: Final = TopicEvidence.Kind


@dataclass(frozen=True)
class Suggestion:
    """Something that could be a topic, and the rows that speak for it.

    Attributes:
        title: as the topic could be called.
        why: what the work of the year shows, in a sentence.
        refs: the rows, as "area:12".
        places: which units it comes from, or how many.
    """

    title: str
    why: str
    refs: tuple[str, ...]
    places: str = ""

    @property
    def query(self) -> str:
        """The refs as they stand in an address."""
        return ",".join(self.refs)


@dataclass(frozen=True)
class Source:
    """Suggestions from one kind of work."""

    heading: str
    explanation: str
    found: tuple[Suggestion, ...]


def suggestions(municipality: Unit, year: YearSpan) -> list[Source]:
    """What the work of a school year suggests: a fixed number of queries for any size.

    Args:
        year: the school year whose work is looked at, as a rule the one before the board's.
    """
    return [source(municipality, year) for source in SOURCES]


def _places(names: Iterable[str]) -> str:
    found = sorted(set(names))
    return ", ".join(found) if len(found) <= 3 else f"{len(found)} enheter"


def from_areas(municipality: Unit, year: YearSpan) -> Source:
    """Development areas that several units found, those of most units first. One query."""
    rows = (
        DevelopmentArea.objects.filter(
            branch_filter(municipality.path, unit="unit"),
            school_year=year.start,
            set_aside_why="",
        )
        .order_by("pk")
        .values_list("pk", "title", "unit__name")
    )
    grouped: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, title, unit in rows:
        grouped[" ".join(title.casefold().split())].append((pk, title, unit))
    ranked = sorted(grouped.values(), key=lambda found: (-len({u for _, _, u in found}), found[0]))
    return Source(
        "Utvecklingsområden",
        "Det som flera enheters analyser har kommit fram till, det vanligaste först.",
        tuple(
            Suggestion(
                title=found[0][1],
                why=f"Utvecklingsområde vid {_places(unit for _, _, unit in found)}.",
                refs=tuple(f"area:{pk}" for pk, _, _ in found[:30]),
                places=_places(unit for _, _, unit in found),
            )
            for found in ranked[:SHOWN]
        ),
    )


def from_attainment(municipality: Unit, year: YearSpan) -> Source:
    """Shared goals that units did not reach, the least reached first. Two queries."""
    goals: dict[int, Goal] = {
        goal.pk: goal
        for goal in Goal.objects.in_year(year).filter(
            branch_filter(municipality.path, unit="unit"), shared=True
        )
    }
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    rows = (
        GoalReview.objects.filter(
            Q(goal__in=goals) | Q(goal__supports__in=goals),
            school_year=year.start,
            done_on__isnull=False,
        )
        .order_by()
        .values_list("goal_id", "goal__supports_id", "attainment")
        .annotate(n=Count("pk"))
    )
    for goal_id, supports, attainment, n in rows:
        counted[goal_id if goal_id in goals else supports][attainment] += n
    reached = GoalReview.Attainment.REACHED
    ranked = sorted(
        (pk for pk in counted if sum(counted[pk].values()) > counted[pk][reached]),
        key=lambda pk: (counted[pk][reached] / sum(counted[pk].values()), pk),
    )
    return Source(
        "Måluppfyllelse av gemensamma mål",
        "Gemensamma mål som enheterna inte har nått.",
        tuple(
            Suggestion(
                title=goals[pk].title,
                why=_reached_by(counted[pk][reached], sum(counted[pk].values())),
                refs=(f"goal:{pk}",),
            )
            for pk in ranked[:SHOWN]
        ),
    )


def _reached_by(reached: int, analyses: int) -> str:
    """In how many of the analyses, at least one and not all, a goal is reached."""
    if analyses == 1:
        return "Den enda analysen visar inte att målet är uppnått."
    return f"{reached or 'Ingen'} av {analyses} analyser visar att målet är uppnått."


# What schools write about, by the beginnings of the words that they write it with. A fixed list
# on purpose: words counted freely give "avgränsat" and "direkt", which no board can talk about.
THEMES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Trygghet och studiero", ("trygg", "studiero", "kränk", "mobb")),
    ("Närvaro och frånvaro", ("närvaro", "frånvaro", "skolplikt")),
    ("Läsning och språk", ("läsförstå", "lässtrateg", "läsning", "språk", "modersmål")),
    ("Matematik", ("matematik", "taluppfatt", "räkn")),
    ("Stöd och anpassningar", ("särskilt stöd", "stödinsats", "anpassning", "åtgärdsprogram")),
    ("Barn- och elevhälsa", ("elevhäls", "barnhäls", "psykisk", "kurator")),
    ("Delaktighet och inflytande", ("delaktig", "inflytande", "elevråd", "samråd")),
    ("Samverkan med vårdnadshavare", ("vårdnadshavare", "föräld", "hemmet")),
    ("Bemanning och behörighet", ("bemanning", "vakans", "behörig", "vikarie", "legitim")),
    ("Tid för gemensam planering", ("gemensam planering", "planeringstid", "gemensam tid")),
    ("Övergångar och överlämning", ("övergång", "överlämn")),
    ("Digitala verktyg", ("digital", "skärm", "ai-verktyg")),
    ("Likvärdighet", ("likvärdig", "skillnaderna inom", "skillnader mellan")),
    ("Lokaler och utemiljö", ("lokaler", "skolgård", "utemiljö", "matsal")),
    ("Undervisningens kvalitet", ("undervisning", "ämnesdidakt", "lektionsdesign")),
)


def themes(texts: Mapping[int, str], *, least: int = 2) -> list[tuple[str, list[int]]]:
    """Themes that several texts touch on, those of most texts first.

    Args:
        texts: plain texts by what they belong to.
        least: how many texts a theme has to be in.

    Returns:
        The theme, and the keys of the texts it is in.
    """
    lowered = {key: text.lower() for key, text in texts.items()}
    found = []
    for label, beginnings in THEMES:
        # At the beginning of a word: "tal" is not in "digitala".
        pattern = re.compile("|".join(rf"\b{re.escape(one)}" for one in beginnings))
        here = sorted(key for key, text in lowered.items() if pattern.search(text))
        if len(here) >= least:
            found.append((label, here))
    return sorted(found, key=lambda one: -len(one[1]))


def from_reports(municipality: Unit, year: YearSpan) -> Source:
    """Themes that come back in the units' adopted reports, in analysis and what to develop."""
    rows = Section.objects.filter(
        branch_filter(municipality.path, unit="report__unit"),
        report__school_year=year.start,
        report__state=Report.State.ADOPTED,
        key__in=["utvecklingsomraden", "analys"],
    ).values_list("pk", "text", "report__unit__name")
    names: dict[int, str] = {}
    texts: dict[int, str] = {}
    for pk, text, name in rows:
        texts[pk], names[pk] = to_plain(text), name
    return Source(
        "Teman i enheternas rapporter",
        "Sådant som flera enheter skriver om i sin analys och sina utvecklingsområden.",
        tuple(
            Suggestion(
                title=theme,
                why=f"Tas upp i rapporterna från {_places(names[pk] for pk in found)}.",
                refs=tuple(f"section:{pk}" for pk in found[:30]),
                places=_places(names[pk] for pk in found),
            )
            for theme, found in themes(texts)[:SHOWN]
        ),
    )


def from_matters(municipality: Unit, year: YearSpan) -> Source:
    """Questions that units raised from their dialogues and at visits, the newest first."""
    rows = Matter.objects.filter(
        branch_filter(municipality.path, unit="unit"), school_year=year.start
    ).values_list("pk", "text", "unit__name")[: SHOWN * 2]
    return Source(
        "Frågor från enheternas dialoger",
        "Det som barn, elever, personal och vårdnadshavare har sagt och enheten vill att nämnden "
        "tar upp.",
        tuple(
            Suggestion(
                title=text[:150], why=f"Lyft av {name}.", refs=(f"matter:{pk}",), places=name
            )
            for pk, text, name in rows
        ),
    )


def from_visits(municipality: Unit, year: YearSpan) -> Source:
    """What came up at the administration's visits: what the administration took on, and themes.

    Two queries. The visitors' own notes are not read: they are not meant for others.
    """
    visits = {
        visit.pk: visit
        for visit in Visit.objects.filter(
            branch_filter(municipality.path, unit="unit"),
            round__school_year=year.start,
            state=Visit.State.HELD,
        ).select_related("unit")
    }
    open_ones = Commitment.objects.filter(
        visit__in=visits,
        side=Commitment.Side.ADMINISTRATION,
        state=Commitment.State.OPEN,
    ).order_by("due", "pk")[:SHOWN]
    texts = {
        pk: f"{visit.wants_to_discuss} {visit.wants_to_tell} {visit.feedback}"
        for pk, visit in visits.items()
    }
    shared = [
        Suggestion(
            title=theme,
            why=f"Togs upp vid besöken på {_places(visits[pk].unit.name for pk in found)}.",
            refs=tuple(f"visit:{pk}" for pk in found[:30]),
        )
        for theme, found in themes(texts)[:SHOWN]
    ]
    taken_on = [
        Suggestion(
            title=one.text[:150],
            why=f"Förvaltningen har tagit på sig det vid besöket på {visits[one.visit_id].unit}.",
            refs=(f"visit:{one.visit_id}",),
        )
        for one in open_ones
    ]
    return Source(
        "Förvaltningens dialog",
        "Sådant som har tagits upp vid flera besök, och det som förvaltningen har tagit på sig.",
        tuple(shared + taken_on),
    )


SOURCES: tuple[Callable[[Unit, YearSpan], Source], ...] = (
    from_matters,
    from_visits,
    from_areas,
    from_attainment,
    from_reports,
)


def grounds_of(user: User, refs: Iterable[str]) -> list[Ground]:
    """The rows that an address names, as far as the person leads where they are. Five queries.

    Args:
        refs: as "area:12"; what is not so written, or not reached, is left out.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for ref in refs:
        kind, _, number = ref.partition(":")
        if (pk := parse_pk(number)) is not None:
            wanted[kind].append(pk)
    found: list[Ground] = []
    for area in (
        DevelopmentArea.objects.open_to(user, Permission.LEAD)
        .filter(pk__in=wanted["area"])
        .select_related("unit")
    ):
        found.append(Ground(KIND.AREA, area.pk, area.title, area.description, area.unit))
    for goal in Goal.objects.open_to(user, Permission.LEAD).filter(
        pk__in=wanted["goal"], shared=True
    ):
        found.append(Ground(KIND.GOAL, goal.pk, goal.title, goal.desired_effect, None))
    sections = Section.objects.open_to(user, Permission.LEAD).filter(
        pk__in=wanted["section"], report__state=Report.State.ADOPTED
    )
    for section in sections.select_related("report__unit"):
        label = f"{section.title}, {section.report.unit}"
        text = to_plain(section.text)[:600]
        found.append(Ground(KIND.SECTION, section.pk, label, text, section.report.unit))
    for matter in (
        Matter.objects.open_to(user, Permission.LEAD)
        .filter(pk__in=wanted["matter"])
        .select_related("unit")
    ):
        found.append(Ground(KIND.MATTER, matter.pk, matter.text[:250], "", matter.unit))
    visits = Visit.objects.open_to(user, Permission.LEAD).filter(
        pk__in=wanted["visit"], state=Visit.State.HELD
    )
    for visit in visits.select_related("unit"):
        label = f"Besöket på {visit.unit}"
        found.append(Ground(KIND.VISIT, visit.pk, label, visit.feedback[:600], visit.unit))
    return found
