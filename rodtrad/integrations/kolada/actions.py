"""Every choice about Kolada: which key figures are followed, and which unit is whose."""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.indicators.actions import define_indicator
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import Kpi, Place
from rodtrad.organisation.models import Unit

_SHARE = re.compile(r"\bandel\b.*\(%\)|\(%\)\s*$|\bandel \(?%", re.IGNORECASE)
_MEAN = re.compile(r"\b(genomsnitt|genomsnittlig[at]?|medelvärde|meritvärde)\b", re.IGNORECASE)
_MONEY = re.compile(r"\b(kr(?:/[\wåäö]+)?|tkr|mkr)\s*$", re.IGNORECASE)


def guessed_kind(title: str) -> str:
    """What sort of figure a title speaks of: Kolada itself does not say."""
    if _SHARE.search(title):
        return Indicator.Kind.SHARE.value
    if _MEAN.search(title):
        return Indicator.Kind.MEAN.value
    return Indicator.Kind.NUMBER.value


def guessed_unit(title: str) -> str:
    """The unit of measure at the end of a title, as "kr/inv"; "" when there is none."""
    found = _MONEY.search(title)
    return found[1] if found else ""


@transaction.atomic
def choose_kpi(
    kpi: Kpi,
    *,
    kind: str = "",
    better: str = Indicator.Better.NONE.value,
    by: User | None,
) -> Indicator:
    """Follow a key figure: it gets an indicator, which the next fetch fills with values.

    Args:
        kind: a share, a mean or a number; as the title says when nothing is chosen.
        better: which direction is better, which Kolada does not say.

    Raises:
        ValidationError: when it is chosen already, or Kolada has taken it away.
    """
    kpi = Kpi.objects.select_for_update(of=("self",)).get(pk=kpi.pk)
    if kpi.indicator_id is not None:
        raise ValidationError(f"{kpi.code} är redan valt.")
    if kpi.retired_on is not None:
        raise ValidationError(f"{kpi.code} finns inte längre i Kolada.")
    source_code = f"kolada:{kpi.code}"
    indicator = Indicator.objects.filter(
        source_code=source_code, owner__isnull=True, retired_on__isnull=True
    ).first()
    if indicator is None:
        kind = kind or guessed_kind(kpi.title)
        indicator = define_indicator(
            owner=None,
            by=by,
            name=kpi.title[:200],
            what=kpi.description,
            how=f"Hämtas från Kolada, nyckeltal {kpi.code}.",
            kind=kind,
            unit_of_measure="" if kind == Indicator.Kind.SHARE else guessed_unit(kpi.title),
            better=better,
            origin=Indicator.Origin.EXISTING.value,
            source="Kolada",
            source_code=source_code,
            smallest_group=settings.SMALLEST_GROUP,
        )
    kpi.indicator = indicator
    kpi.save(update_fields=["indicator"])
    record("kolada.chosen", by=by, target=indicator, unit_id=None, kpi=kpi.code)
    return indicator


@transaction.atomic
def stop_kpi(kpi: Kpi, *, by: User) -> Kpi:
    """Stop fetching a key figure; its indicator and its values stay as they are."""
    indicator = kpi.indicator
    if indicator is None:
        raise ValidationError(f"{kpi.code} är inte valt.")
    kpi.indicator = None
    kpi.save(update_fields=["indicator"])
    record("kolada.stopped", by=by, target=indicator, unit_id=None, kpi=kpi.code)
    return kpi


@transaction.atomic
def map_places(answers: Mapping[str, Unit | None], *, by: User) -> int:
    """Say which of our units Kolada's units are; None says that it is none of ours.

    Returns:
        How many answers were new.
    """
    changed = 0
    for place in Place.objects.filter(code__in=answers, kind=Place.Kind.UNIT):
        unit = answers[place.code]
        if place.settled and place.unit_id == (unit.pk if unit else None):
            continue
        place.unit, place.settled = unit, True
        place.save(update_fields=["unit", "settled"])
        changed += 1
        record(
            "kolada.mapped",
            by=by,
            target=place,
            unit_id=unit.pk if unit else None,
            place=place.code,
        )
    return changed


@transaction.atomic
def choose_comparisons(codes: Iterable[str], *, by: User) -> int:
    """Say which groups and municipalities our figures are compared with; how many there are."""
    choosable = Place.objects.filter(unit__isnull=True).exclude(kind=Place.Kind.UNIT)
    wanted = set(codes)
    choosable.filter(compared=True).exclude(code__in=wanted).update(compared=False)
    choosable.filter(code__in=wanted).update(compared=True)
    chosen = choosable.filter(compared=True)
    first = chosen.first()
    if first is not None:
        record("kolada.compared", by=by, target=first, unit_id=None, places=sorted(wanted))
    return chosen.count()
