"""What the columns of an uploaded file probably mean, for a person to confirm."""

from collections.abc import Mapping, Sequence
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.indicators.models import Measurement
from rodtrad.integrations.models import SheetMapping
from rodtrad.integrations.spreadsheet.columns import Head
from rodtrad.integrations.spreadsheet.guessing import guess
from rodtrad.integrations.spreadsheet.indicators import Indicators
from rodtrad.integrations.spreadsheet.slots import VALUES, Role, is_wide
from rodtrad.integrations.spreadsheet.units import Units
from rodtrad.integrations.spreadsheet.values import are_fractions, guess_decimal, normal, plain
from rodtrad.integrations.spreadsheet.workbook import Row, Sheet

_MOST_TOLD = 6
# A heading that says that the years under it are school years.
_SCHOOL_YEAR = ("läsår", "lå ")


def choices_of(head: Head) -> list[tuple[str, str]]:
    """What can be chosen for a role: a heading, and what it is called to the person.

    Those with a period each come first, taken as one; each of them can be chosen alone too.
    """
    together = [(one.heading, one.label) for one in head.across if not one.is_lone]
    return [*together, *((name, name) for name in head.names)]


def taken_together(head: Head, roles: Mapping[str, str]) -> dict[str, str]:
    """The roles with a column that is alone about its period taken by the rule as others are.

    "2023 antal" beside a column per year is how many they were that year.
    """
    if not is_wide(roles):
        return dict(roles)
    lone = {head.names[one.columns[0][0]]: one.heading for one in head.across if one.is_lone}
    return {
        role: heading if role in (Role.UNIT, Role.PERIOD) else lone.get(heading, heading)
        for role, heading in roles.items()
    }


def said(mapping: SheetMapping, head: Head) -> dict[str, Any]:
    """What a mapping says, for the form."""
    roles = mapping.roles()
    roles |= {
        role: head.names[group.columns[0][0]]
        for role, heading in roles.items()
        if (group := head.group(heading)) is not None and group.is_lone
    }
    return columns_of(roles, [heading for heading, _ in choices_of(head)]) | {
        "of": mapping.indicator_id,
        "source": mapping.source,
        "decimal": mapping.decimal,
        "as_fractions": mapping.as_fractions,
        "skip_unknown": mapping.skip_unknown,
        "years": mapping.years,
        "name": mapping.name,
    }


def guessed(sheet: Sheet, head: Head, user: User) -> dict[str, Any]:
    """What can be guessed from the headings and from what stands under them, for the form."""
    rows = sheet.rows[head.row + 1 :]
    decimal = guess_decimal(cell for row in rows[:1000] for cell in row)
    found = guess(head, rows, is_unit=Units(user).knows, decimal=decimal)
    indicator = None if Role.INDICATOR in found else _indicator(sheet, head, user)
    places = [place for role in VALUES for place in _places(head, found.get(role, ""))]
    values = [row[place] for row in rows for place in places if place < len(row)]
    return columns_of(found, [heading for heading, _ in choices_of(head)]) | {
        "of": indicator,
        "decimal": decimal,
        "as_fractions": are_fractions(values),
        "years": _years(sheet.rows[: head.row + 1], indicator),
    }


def columns_of(roles: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    """The form's choices for headings by role; those that the file lacks are left out."""
    places = {normal(heading): str(n) for n, heading in reversed(list(enumerate(headings)))}
    return {
        role: places[normal(heading)]
        for role, heading in roles.items()
        if normal(heading) in places
    }


def notices(head: Head, roles: Mapping[str, str]) -> list[str]:
    """What the person should know of a proposal with a column per period, a sentence each."""
    if not is_wide(roles):
        return []
    chosen = [one for heading in roles.values() if (one := head.group(heading)) is not None]
    if not chosen:
        return []
    first = chosen[0]
    told = [
        f"Kolumnerna {first.span} har var sin period: varje cell blir ett värde. Sparar du "
        "kolumnvalet tas nya perioder med av sig själva nästa gång."
        if len(first.columns) > 1
        else f"Rubriken {first.span} är en period: varje cell under den blir ett värde."
    ]
    used = {place for one in chosen for place, _ in one.columns}
    about = {head.place(heading) for heading in roles.values()}
    left = [
        place
        for place in range(min(used), len(head.names))
        if place not in used and place not in about
    ]
    other = [head.names[place] for place in left if head.group_at(place) is not None]
    if other:
        told.append(
            f"{_named(other)} har också en period i rubriken men läses inte in. Är det hur många "
            "som värdena bygger på, så välj det som antal."
        )
    timeless = [head.names[place] for place in left if head.group_at(place) is None]
    if timeless:
        told.append(
            f"{_named(timeless)} står bland perioderna men gäller ingen viss period, och läses "
            "inte in. Ska det vara med, så skriv perioden i rubriken."
        )
    return told


def _named(names: Sequence[str]) -> str:
    shown = [f"”{name}”" for name in names[:_MOST_TOLD]]
    if len(names) > _MOST_TOLD:
        shown.append(f"{len(names) - _MOST_TOLD} kolumner till")
    if len(shown) == 1:
        return f"Kolumnen {shown[0]}"
    return f"Kolumnerna {', '.join(shown[:-1])} och {shown[-1]}"


def year_field(head: Head) -> tuple[str, list[tuple[str, str]]]:
    """What a year that stands alone may mean, asked of this file's own years; else nothing."""
    years = sorted({year for one in head.across for year in one.years})
    if not years:
        return "", []
    first, last = years[0], years[-1]

    def span(back: int) -> str:
        return _span(*(f"{one - back}/{(one - back + 1) % 100:02d}" for one in (first, last)))

    calendar = _span(str(first), str(last))
    shown = {"calendar": calendar, "ends": span(1), "begins": span(0)}
    asked = f"{'Kolumnen' if first == last else 'Kolumnerna'} {calendar} är"
    return asked, [(key, f"{label} ({shown[key]})") for key, label in SheetMapping.Years.choices]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}\u2013{last}"


def fitting(head: Head, chosen: SheetMapping | None) -> list[SheetMapping]:
    """Saved mappings whose columns are all in the file, besides the one that is used."""
    saved = SheetMapping.objects.saved().prefetch_related("columns")
    return [
        mapping
        for mapping in saved
        if (chosen is None or mapping.pk != chosen.pk)
        and all(head.knows(one.heading) for one in mapping.columns.all() if one.role)
    ]


def _places(head: Head, heading: str) -> list[int]:
    group = head.group(heading)
    if group is not None:
        return [place for place, _ in group.columns]
    place = head.place(heading)
    return [] if place is None else [place]


def _indicator(sheet: Sheet, head: Head, user: User) -> int | None:
    """The indicator that the sheet's name, its title or a heading calls by its name."""
    indicators = Indicators(user)
    above = [plain(cell) for row in sheet.rows[: head.row] for cell in row if cell != ""]
    for text in (*above, sheet.name, *head.names, *(one.rest for one in head.across)):
        try:
            return indicators.find(text).pk
        except LookupError:
            continue
    return None


def _years(rows: Sequence[Row], indicator: int | None) -> str:
    """School years where the headings or the indicator's earlier values say so, else calendar."""
    texts = [normal(plain(cell)) for row in rows[-2:] for cell in row]
    says = any(text.startswith(_SCHOOL_YEAR) for text in texts)
    if not says and indicator is not None:
        earlier = Measurement.objects.filter(indicator=indicator).order_by()
        periods = set(earlier.values_list("period", flat=True).distinct())
        says = any("/" in one for one in periods) and not any(len(one) == 4 for one in periods)
    return str(SheetMapping.Years.ENDS if says else SheetMapping.Years.CALENDAR)
