"""What in the work of the year could be a topic for the board: suggested, with its grounds.

Each source is a function of the municipality and the school year whose work is looked at. The
page of topics shows them one after the other; a visit's findings are one more such function.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from rodtrad.accounts.models import User
from rodtrad.core.prose import to_plain
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.actions.board import Ground
from rodtrad.dialogues.models import Matter, TopicEvidence
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
                why=f"{counted[pk][reached]} av {sum(counted[pk].values())} analyser visar att "
                "målet är uppnått.",
                refs=(f"goal:{pk}",),
            )
            for pk in ranked[:SHOWN]
        ),
    )


# Words that say nothing of what a report is about.
_COMMON_WORDS: Final = """
    arbetet arbetar arbete arbetslag arbetslagen analysen analyser behöver eftersom elever
    elevers elevernas eleverna enheten enheter enhetens fortsätter fortsatt fortsätta förskola
    förskolan genom hela hösten indikatorer indikatorerna kommer kunna läsår läsåret målen
    mellan många måste nästa personal personalen resultat resultaten rätt skolan skolans
    skillnaderna tillsammans tydligare under utveckla utvecklingsområden våren vilket
    verksamheten barnen barnens andra något också följer första flera större mindre varje
    deltar gemensam gemensamma gemensamt område områden områdena årets kvalitet
"""
_COMMON: Final = frozenset(re.findall(r"\S+", _COMMON_WORDS))
_WORD: Final = re.compile(r"[a-zåäöéü]{6,}", re.IGNORECASE)
_ENDINGS: Final = (
    "arnas",
    "ernas",
    "ornas",
    "arna",
    "erna",
    "orna",
    "ens",
    "ets",
    "en",
    "et",
    "ar",
)


def stem(word: str) -> str:
    """A word without its commonest endings, so that "frånvaron" and "frånvaro" are one."""
    low = word.lower()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 5:
            return low.removesuffix(ending)
    return low


def themes(texts: Mapping[int, str], *, least: int = 2) -> list[tuple[str, list[int]]]:
    """Words that several texts have in common, those of most texts first.

    Args:
        texts: plain texts by what they belong to.
        least: how many texts a word has to be in.

    Returns:
        The word as it is most often written, and the keys of the texts it is in.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, set[int]] = defaultdict(set)
    for key, text in texts.items():
        for word in _WORD.findall(text):
            if word.lower() in _COMMON:
                continue
            root = stem(word)
            forms[root][word.lower()] += 1
            places[root].add(key)
    ranked = sorted(
        (root for root in places if len(places[root]) >= least),
        key=lambda root: (-len(places[root]), -sum(forms[root].values()), root),
    )
    return [(forms[root].most_common(1)[0][0], sorted(places[root])) for root in ranked]


def from_reports(municipality: Unit, year: YearSpan) -> Source:
    """Words that come back in the units' adopted reports, where they name what to develop."""
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
        "Ord som återkommer i flera enheters analys och utvecklingsområden.",
        tuple(
            Suggestion(
                title=word.capitalize(),
                why=f"Återkommer i rapporterna från {_places(names[pk] for pk in found)}.",
                refs=tuple(f"section:{pk}" for pk in found[:30]),
                places=_places(names[pk] for pk in found),
            )
            for word, found in themes(texts)[:SHOWN]
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


SOURCES: tuple[Callable[[Unit, YearSpan], Source], ...] = (
    from_matters,
    from_areas,
    from_attainment,
    from_reports,
)


def grounds_of(user: User, refs: Iterable[str]) -> list[Ground]:
    """The rows that an address names, as far as the person leads where they are. Four queries.

    Args:
        refs: as "area:12"; what is not so written, or not reached, is left out.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for ref in refs:
        kind, _, number = ref.partition(":")
        if number.isdecimal() and len(number) < 15:
            wanted[kind].append(int(number))
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
    return found
