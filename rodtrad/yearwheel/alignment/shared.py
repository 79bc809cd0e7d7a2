"""The shared wheels: what the SKA wheel sets aside, and the way to the board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.yearwheel.alignment.facts import Check, Deviation, Fact, Mend, counted
from rodtrad.yearwheel.when import MONTHS, in_words


def strategy_days(
    items: Iterable[Fact], *, year: SchoolYear, fewest: int, most: int, wheel: int
) -> Check:
    """Two to three goal and strategy days a term (§ 3.1.2), as the numbers say."""
    days = [one for one in items if one.kind == "strategy_day"]
    wanted = f"{fewest}" if fewest == most else f"{fewest}–{most}"
    found, deviations = [], []
    for term, name in ((year.autumn, "höstterminen"), (year.spring, "vårterminen")):
        many = sum(one.span.first in term for one in days)
        found.append(f"{many} på {name}")
        if fewest <= many <= most:
            continue
        mend = "Lägg till en dag" if many < fewest else "Flytta eller ta bort en"
        deviations.append(
            Deviation(
                f"På {name} finns {counted(many, 'mål- och strategidag', 'mål- och strategidagar')}"
                f". Det ska vara {wanted} per termin.",
                Mend(mend, wheel=wheel),
            )
        )
    return Check(
        "Mål- och strategidagar", ", ".join(found), f"{wanted} per termin", tuple(deviations)
    )


def analysis_day(
    items: Iterable[Fact], *, year: SchoolYear, wanted: int, from_month: int, wheel: int
) -> Check:
    """One analysis day at the end of the school year (§ 3.1.2), as the numbers say."""
    days = [one for one in items if one.kind == "analysis_day"]
    earliest = date(year.start + (1 if from_month < 8 else 0), from_month, 1)
    late = [one for one in days if one.span.first >= earliest]
    deviations = [
        Deviation(
            f"Analysdagen ”{one.title}” ligger {one.span.words}. Den hör till slutet av läsåret, "
            f"från {MONTHS[from_month - 1]}.",
            Mend("Flytta dagen", item=one.key),
        )
        for one in days
        if one.span.first < earliest
    ]
    if len(late) != wanted and not (deviations and len(days) == wanted):
        deviations.append(
            Deviation(
                f"I slutet av läsåret finns {counted(len(late), 'analysdag', 'analysdagar')}. Det "
                f"ska vara {wanted}.",
                Mend("Lägg till en dag" if len(late) < wanted else "Ta bort en", wheel=wheel),
            )
        )
    return Check(
        "Analysdag i slutet av läsåret",
        ", ".join(one.span.words for one in days) or "ingen",
        f"{wanted}, från {MONTHS[from_month - 1]}",
        tuple(deviations),
    )


def set_aside(
    items: Iterable[Fact], *, kind: str, what: str, said: int | None, wheel: int
) -> Check:
    """As many ledarforum for collegial learning, or for analysis, as the SKA wheel says (§ 3.2.1).

    Args:
        kind: the items' kind that is counted, those taken up in ledarforum.
        what: as "kollegialt lärande".
        said: how many the wheel says; None when it says nothing.
    """
    here = [one for one in items if one.kind == kind]
    many = sum(one.in_leaders for one in here)
    title = f"Ledarforum för {what}"
    deviations = [
        Deviation(
            f"”{one.title}” är {what}, men tas inte upp i något ledarforum.",
            Mend("Välj ledarforum", item=one.key),
        )
        for one in here
        if not one.in_leaders
    ]
    if said is None:
        deviations.append(
            Deviation(
                f"SKA-hjulet anger inte hur många ledarforum som är till för {what}.",
                Mend("Ange antalet", wheel=wheel, about=True),
            )
        )
    elif many != said:
        deviations.append(
            Deviation(
                f"SKA-hjulet anger {said} ledarforum för {what}, men har "
                f"{many} i ringarna. {'Lägg in fler' if many < said else 'Ta bort några'} "
                "eller ändra antalet.",
                Mend("Öppna SKA-hjulet", wheel=wheel),
            )
        )
    wanted = "hjulet anger inget antal" if said is None else str(said)
    return Check(title, str(many), wanted, tuple(deviations))


def before_board(
    board: Iterable[Fact],
    analyses: Sequence[Fact],
    *,
    fewest_weeks: int,
    most_weeks: int,
    principals: int | None,
) -> Check:
    """Each key figure has its analysis in the principals' wheel in time before the board (§ 3.2.2).

    Args:
        board: the items of the board's wheels.
        analyses: items of the principals' wheels, also of the year before.
        principals: the principals' wheel where a missing analysis is added.
    """
    deviations: list[Deviation] = []
    figures = done = 0
    for occasion in (one for one in board if one.kind == "key_figure"):
        if not occasion.indicators:
            deviations.append(
                Deviation(
                    f"”{occasion.title}” i nämndens hjul har inga indikatorer, så det går inte att "
                    "se om den är analyserad.",
                    Mend("Välj indikatorer", item=occasion.key),
                )
            )
        for number, name in occasion.indicators.items():
            figures += 1
            said = _not_in_time(occasion, number, name, analyses, fewest_weeks, most_weeks)
            if said is None:
                done += 1
                continue
            sentence, late = said
            mend = (
                Mend("Flytta analysen", item=late.key)
                if late is not None
                else Mend("Lägg in analysen", wheel=principals)
                if principals is not None
                else Mend("Gör ett rektorshjul", kind="rektor")
            )
            deviations.append(Deviation(sentence, mend))
    return Check(
        "Nyckeltalen analyseras före nämnden",
        f"{done} av {figures} i tid",
        f"minst {fewest_weeks} veckor före",
        tuple(deviations),
    )


def counted_weeks(weeks: int) -> str:
    """As "en vecka" or "2 veckor"."""
    return "en vecka" if weeks == 1 else f"{weeks} veckor"


def _not_in_time(
    occasion: Fact,
    number: int,
    name: str,
    analyses: Sequence[Fact],
    fewest: int,
    most: int,
) -> tuple[str, Fact | None] | None:
    board_day = occasion.span.first
    mine = [one for one in analyses if one.kind == "analysis" and number in one.indicators]
    weeks = [((board_day - one.span.last).days / 7, one) for one in mine]
    if any(fewest <= before <= most for before, _ in weeks):
        return None
    when = in_words(board_day)
    late = [(before, one) for before, one in weeks if -most < before < fewest]
    if not late:
        return (
            f"Nämnden ser ”{name}” {when}, men Rektorshjulet har ingen analys av den dessförinnan.",
            None,
        )
    before, one = max(late, key=lambda row: row[0])
    how = (
        f"bara {counted_weeks(int(before))} före"
        if before >= 1
        else "samma vecka"
        if before >= 0
        else "efteråt"
    )
    return (
        f"Nämnden ser ”{name}” {when}. Analysen ”{one.title}” ligger {one.span.words}, {how}. Den "
        f"behöver ligga minst {fewest} veckor före.",
        one,
    )
