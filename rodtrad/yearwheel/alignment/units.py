"""A unit's wheels against the shared ones (§ 3.2: in line with them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rodtrad.yearwheel.alignment.facts import Check, Deviation, Fact, Mend

_LED_DAYS = ("strategy_day", "analysis_day")


def wheels_there(
    kinds: Mapping[str, str], states: Mapping[str, tuple[int, str]], *, unit: str, year: str
) -> Check:
    """The unit has each kind of wheel that units have, adopted.

    Args:
        kinds: the names of the kinds, by code.
        states: the number and the state of the unit's wheels, by the kind's code.
    """
    deviations = []
    for code, name in kinds.items():
        if code not in states:
            mend = Mend("Gör hjulet", kind=code, unit=unit)
            deviations.append(Deviation(f"{name} saknas för {year}.", mend))
        elif states[code][1] == "draft":
            mend = Mend("Öppna och fastställ", wheel=states[code][0])
            deviations.append(Deviation(f"{name} för {year} är inte fastställt.", mend))
    adopted = sum(states.get(code, (0, ""))[1] == "adopted" for code in kinds)
    return Check("Hjulen är fastställda", f"{adopted} av {len(kinds)}", "alla", tuple(deviations))


def led_days_free(own: Sequence[Fact], shared: Sequence[Fact]) -> Check:
    """Nothing of the unit's lies on a day when its leaders are away together."""
    deviations = []
    for day in (one for one in shared if one.kind in _LED_DAYS):
        for one in own:
            if one.span.is_day and day.span.first <= one.span.first <= day.span.last:
                deviations.append(
                    Deviation(
                        f"”{one.title}” ligger {one.span.words}, samma dag som ”{day.title}”, då "
                        "skolledarna är samlade.",
                        Mend("Flytta punkten", item=one.key),
                    )
                )
    return Check(
        "Inget på skolledarnas gemensamma dagar",
        f"{len(deviations)} krockar" if deviations else "inga krockar",
        "inga",
        tuple(deviations),
    )


def followed_before(
    own: Sequence[Fact], shared: Sequence[Fact], used: Mapping[int, str], *, wheel: int | None
) -> Check:
    """What the leaders analyse together, the unit has followed up by then.

    Args:
        used: the indicators that the unit follows its goals with, by number.
        wheel: the unit's SKA wheel, where a missing item is added.
    """
    deviations: list[Deviation] = []
    asked = done = 0
    for analysis in (one for one in shared if one.kind == "analysis"):
        for number, name in analysis.indicators.items():
            mine = [one for one in own if number in one.indicators]
            if not mine and number not in used:
                continue
            asked += 1
            if any(one.span.first <= analysis.span.last for one in mine):
                done += 1
                continue
            if mine:
                late = min(mine, key=lambda one: one.span)
                deviations.append(
                    Deviation(
                        f"”{name}” analyseras gemensamt {analysis.span.words}, men enheten följer "
                        f"upp den först {late.span.words} (”{late.title}”).",
                        Mend("Flytta punkten", item=late.key),
                    )
                )
            elif wheel is not None:
                deviations.append(
                    Deviation(
                        f"”{name}” analyseras gemensamt {analysis.span.words}, men står inte i "
                        "enhetens hjul.",
                        Mend("Lägg in den", wheel=wheel),
                    )
                )
    return Check(
        "Indikatorerna följs upp före den gemensamma analysen",
        f"{done} av {asked}",
        "alla som enheten använder",
        tuple(deviations),
    )


def reports_in_time(own: Sequence[Fact], shared: Sequence[Fact], *, wheel: int | None) -> Check:
    """A report that the shared wheels ask for stands in the unit's wheel, in time."""
    deviations: list[Deviation] = []
    asked = done = 0
    for wanted in (one for one in shared if one.kind == "report"):
        for number, name in wanted.reports.items():
            asked += 1
            mine = [one for one in own if number in one.reports]
            if any(one.span.last <= wanted.span.last for one in mine):
                done += 1
            elif mine:
                late = min(mine, key=lambda one: one.span)
                deviations.append(
                    Deviation(
                        f"{name} ska vara klar {wanted.span.words}, men ligger {late.span.words} i "
                        "enhetens hjul.",
                        Mend("Flytta punkten", item=late.key),
                    )
                )
            elif wheel is not None:
                deviations.append(
                    Deviation(
                        f"{name} ska vara klar {wanted.span.words}, men står inte i enhetens hjul.",
                        Mend("Lägg in den", wheel=wheel),
                    )
                )
    return Check("Rapporterna är klara i tid", f"{done} av {asked}", "alla", tuple(deviations))
