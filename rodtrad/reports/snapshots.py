"""The content of a report: composed while it is open, read from the snapshot once adopted."""

import json
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from rodtrad.core.frozen import FrozenDamagedError, checksum
from rodtrad.reports.compose import compose
from rodtrad.reports.models import Report
from rodtrad.reports.render.schema import ReportContent, read


class SnapshotDamagedError(FrozenDamagedError):
    """The stored content of an adopted report is not the content that was adopted."""


def frozen_text(report: Report) -> str:
    """The stored text of an adopted report, with its checksum verified.

    Raises:
        SnapshotDamagedError: when there is none, or when it has been changed since.
    """
    try:
        snapshot = report.snapshot
    except ObjectDoesNotExist as error:
        raise SnapshotDamagedError(
            "Rapporten är fastställd, men dess innehåll finns inte sparat. Kontakta den som "
            "sköter systemet: innehållet behöver hämtas ur en säkerhetskopia."
        ) from error
    if checksum(snapshot.content) != snapshot.sha256:
        raise SnapshotDamagedError(
            "Rapportens innehåll stämmer inte med kontrollsumman från när den fastställdes. "
            "Någon har ändrat det utanför Rödtråd. Det visas inte, för det är inte det som "
            "fastställdes: innehållet behöver hämtas ur en säkerhetskopia."
        )
    text: str = snapshot.content
    return text


def content_as_json(report: Report, *, today: date) -> dict[str, Any]:
    """The content of a report as JSON: frozen when it is adopted, else composed.

    Raises:
        SnapshotDamagedError: when the report is adopted and its stored content is not intact.
    """
    if report.state == Report.State.ADOPTED:
        content: dict[str, Any] = json.loads(frozen_text(report))
        return content
    return compose(report, today=today)


def frozen_or_composed(report: Report, *, today: date) -> ReportContent:
    """The content of a report, ready for any of the renderers.

    Draft and adopted go the same way from here, so that what is adopted looks as the draft did.

    Raises:
        SnapshotDamagedError: when the report is adopted and its stored content is not intact.
    """
    return read(content_as_json(report, today=today))
