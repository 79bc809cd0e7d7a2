"""Every change to key figures for the board: planning, analysing, releasing, correcting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import Conflict, check_revision
from rodtrad.core.frozen import canonical, checksum
from rodtrad.core.numbers import format_date
from rodtrad.indicators.models import Indicator
from rodtrad.keyfigures import content
from rodtrad.keyfigures.models import Occasion, OccasionFigure, Publication, UnitAnalysis
from rodtrad.keyfigures.telling import tell_board, tell_principals
from rodtrad.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Plan:
    """What an occasion is: when, which figures, and what is said first."""

    title: str
    on: date
    analyses_due: date
    indicators: Sequence[Indicator]
    introduction: str = ""


@transaction.atomic
def plan_occasion(*, unit: Unit, plan: Plan, by: User) -> Occasion:
    """Plan an occasion, and tell the principals what they are to analyse and when.

    Raises:
        ValidationError: without figures, or when the analyses are due after the board meets.
    """
    _require_figures(plan)
    occasion = save_by(
        Occasion(
            unit=unit,
            title=plan.title,
            on=plan.on,
            analyses_due=plan.analyses_due,
            introduction=plan.introduction,
        ),
        by,
    )
    _set_figures(occasion, plan.indicators)
    record("occasion.planned", by=by, target=occasion, unit_id=unit.pk)
    tell_principals(
        occasion,
        sentence=f"{occasion.title}: analysera er enhets nyckeltal senast "
        f"{format_date(occasion.analyses_due)}.",
        by=by,
    )
    return occasion


@transaction.atomic
def change_occasion(*, occasion: Occasion, plan: Plan, revision: int, by: User) -> Occasion:
    """Change an occasion that is not released. Analyses of figures that are taken away go too.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it is released, or a figure that somebody has analysed is left out.
    """
    stored = check_revision(occasion, revision)
    _require_open(stored)
    _require_figures(plan)
    kept = {indicator.pk for indicator in plan.indicators}
    written = stored.figures.exclude(indicator__in=kept).filter(analyses__isnull=False)
    if names := sorted({str(figure.indicator) for figure in written.select_related("indicator")}):
        raise ValidationError(
            {
                "indicators": f"{', '.join(names)} har redan analyser och kan inte tas bort. "
                "Låt det vara kvar, eller planera en ny redovisning."
            }
        )
    stored.title, stored.on = plan.title, plan.on
    stored.analyses_due, stored.introduction = plan.analyses_due, plan.introduction
    stored.revision += 1
    save_by(stored, by)
    _set_figures(stored, plan.indicators)
    record("occasion.changed", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def analyse_figures(
    *,
    occasion: Occasion,
    unit: Unit,
    texts: Mapping[int, str],
    revisions: Mapping[int, int],
    on: date,
    by: User,
) -> int:
    """Write a unit's analyses; an empty text leaves a figure without one.

    Args:
        texts: by the figure's number.
        revisions: of the analyses that the writer has read; 0 where there was none.

    Returns:
        How many analyses were written or changed.

    Raises:
        Conflict: when somebody else has written since; nothing is then saved.
        ValidationError: when the occasion is released.
    """
    _require_open(_locked(occasion))
    stored = {
        row.figure_id: row
        for row in UnitAnalysis.objects.select_for_update().filter(
            figure__occasion=occasion, unit=unit
        )
    }
    changed = 0
    for figure in occasion.figures.all():
        text = texts.get(figure.pk, "").strip()
        row = stored.get(figure.pk)
        if (row.text if row else "") == text:
            continue
        if (row.revision if row else 0) != revisions.get(figure.pk, 0):
            raise Conflict(row or UnitAnalysis(figure=figure, unit=unit, text="", written_on=on))
        changed += 1
        if row is not None and not text:
            row.delete()
            continue
        row = row or UnitAnalysis(figure=figure, unit=unit)
        row.text, row.written_on, row.by = text, on, by
        row.revision += 1
        save_by(row, by)
    if changed:
        record("occasion.analysed", by=by, target=occasion, unit_id=unit.pk, figures=changed)
    return changed


@transaction.atomic
def release_occasion(*, occasion: Occasion, on: date, by: User, reason: str = "") -> Publication:
    """Give the key figures to the board: frozen as they are now, with a checksum.

    Args:
        reason: what a correction corrects; needed from the second version on.

    Raises:
        ValidationError: when it is released already, or a correction has no reason.
    """
    stored = _locked(occasion)
    _require_open(stored)
    version = stored.publications.count() + 1
    if version > 1 and not reason.strip():
        raise ValidationError({"reason": "Skriv vad som är rättat, så att nämnden ser det."})
    stored.state = Occasion.State.RELEASED
    stored.revision += 1
    save_by(stored, by)
    told = content.compose(
        content.gather(stored),
        version=version,
        released_on=on,
        released_by=by.name,
        reason=reason.strip(),
    )
    text = canonical(dict(told))
    publication = Publication(
        occasion=stored,
        version=version,
        content=text,
        sha256=checksum(text),
        released_on=on,
        released_by=by,
        reason=reason.strip(),
    )
    publication.full_clean()
    publication.save()
    record(
        "occasion.released",
        by=by,
        target=stored,
        unit_id=stored.unit_id,
        version=version,
        sha256=publication.sha256,
    )
    word = "är lämnade till nämnden" if version == 1 else "är rättade"
    tell_board(stored, sentence=f"Nyckeltalen {word}: {stored.title}.", by=by)
    return publication


@transaction.atomic
def reopen_occasion(*, occasion: Occasion, by: User) -> Occasion:
    """Open a released occasion to correct it; the board reads the released version until then.

    Raises:
        ValidationError: when it is open already.
    """
    stored = _locked(occasion)
    if stored.is_open:
        raise ValidationError("Redovisningen är redan öppen.")
    stored.state = Occasion.State.OPEN
    stored.revision += 1
    save_by(stored, by)
    record("occasion.reopened", by=by, target=stored, unit_id=stored.unit_id)
    return stored


def _set_figures(occasion: Occasion, indicators: Sequence[Indicator]) -> None:
    wanted = {indicator.pk: number for number, indicator in enumerate(indicators)}
    occasion.figures.exclude(indicator__in=wanted).delete()
    for figure in occasion.figures.all():
        figure.position = wanted.pop(figure.indicator_id)
        figure.save()
    OccasionFigure.objects.bulk_create(
        OccasionFigure(occasion=occasion, indicator_id=pk, position=number)
        for pk, number in wanted.items()
    )


def _require_figures(plan: Plan) -> None:
    if not plan.indicators:
        raise ValidationError({"indicators": "Välj minst en indikator."})


def _require_open(occasion: Occasion) -> None:
    if not occasion.is_open:
        raise ValidationError(
            "Nyckeltalen är lämnade till nämnden och går inte att ändra. En rättelse görs genom "
            "att öppna dem igen."
        )


def _locked(occasion: Occasion) -> Occasion:
    found: Any = Occasion.objects.select_for_update(of=("self",)).select_related("unit")
    stored: Occasion = found.get(pk=occasion.pk)
    return stored
