"""Which indicator a cell is about: by its number, its source's code or its name."""

import re

from rodtrad.accounts.models import User
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.spreadsheet.values import normal
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Unit

_NUMBERED = re.compile(r".*\(nr ([0-9]{1,9})\)")


def indicators_for(by: User | None) -> list[Indicator]:
    """The indicators in use that a person may import values of, by name; one query."""
    rows = Indicator.objects.open_to(by, Permission.ADMINISTER) if by else Indicator.objects.all()
    return list(rows.in_use().order_by("name", "pk"))


def label_of(indicator: Indicator) -> str:
    """What an indicator is called in a template: its name, and the number that tells it apart."""
    return f"{indicator.name} (nr {indicator.pk})"


class Indicators:
    """Indicators to be found by what a file calls them."""

    def __init__(self, by: User | None) -> None:
        """Read those that the person may import values of."""
        self._by_pk: dict[int, Indicator] = {}
        self._by_code: dict[str, list[Indicator]] = {}
        self._by_name: dict[str, list[Indicator]] = {}
        for one in indicators_for(by):
            self._by_pk[one.pk] = one
            self._by_name.setdefault(normal(one.name), []).append(one)
            if one.source_code:
                code = normal(one.source_code)
                # "kolada:N15419" is found by "N15419" too.
                for key in {code, code.rpartition(":")[2]}:
                    self._by_code.setdefault(key, []).append(one)
        self._paths = dict(
            Unit.objects.filter(own_indicators__isnull=False).values_list("pk", "path")
        )

    def find(self, text: str) -> Indicator:
        """The indicator.

        Raises:
            LookupError: with a sentence, when it is none or several.
        """
        if not text:
            raise LookupError("Indikatorn saknas. Skriv indikatorns namn eller kod.")
        numbered = _NUMBERED.fullmatch(text)
        if numbered and int(numbered[1]) in self._by_pk:
            return self._by_pk[int(numbered[1])]
        wanted = normal(text)
        found = self._by_code.get(wanted) or self._by_name.get(wanted) or []
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"”{label_of(one)}”" for one in found[:4])
            raise LookupError(f"Flera indikatorer heter ”{text}”. Skriv en av {names}.")
        raise LookupError(
            f"”{text}” är ingen indikator som används. Skriv namnet eller koden precis som "
            "det står på sidan Indikatorer."
        )

    def is_for(self, indicator: Indicator, path: str) -> bool:
        """Whether a unit at a path may have values of the indicator: a unit's own is only its."""
        owner = indicator.owner_id
        return owner is None or path.startswith(self._paths.get(owner, "-"))
