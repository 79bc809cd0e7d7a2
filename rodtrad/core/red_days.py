"""Swedish days off: the public holidays, and the eves that everybody has off."""

from datetime import date
from functools import lru_cache

import holidays

# Midsummer's, Christmas and New Year's Eve are no public holidays in law (lag 1989:253), but no
# office is open: the library calls them holidays in fact.
_CATEGORIES = ("public", "de_facto")


@lru_cache(maxsize=64)
def _of_year(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("SE", years=year, language="sv", categories=_CATEGORIES))


def red_day(day: date) -> str:
    """What the day off is called, as "Kristi himmelsfärdsdag"; empty on other days.

    Saturdays and Sundays are not counted unless they are holidays.
    """
    return _of_year(day.year).get(day, "")
