"""What a run is given to work with, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from rodtrad.indicators.bulk import Outcome
from rodtrad.indicators.models import ImportRun

if TYPE_CHECKING:
    # A file is brought in without asking anybody, and need not wait for what asks to be loaded.
    from rodtrad.integrations.http import Client
    from rodtrad.integrations.models import Fetch


class Asks(Exception):
    """The run stopped before storing anything: somebody must say that it may go on."""


@dataclass
class Account:
    """What a run did.

    Attributes:
        lines: what it did, a Swedish sentence each.
        notes: what is worth knowing, as a server that deviates; a sentence each.
        counts: the same as numbers, for programs.
        outcome: the values it stored, when it brought values.
    """

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    outcome: Outcome | None = None

    def note(self, sentence: str) -> None:
        """Add something worth knowing, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


class Progress:
    """Tells how far a run has come, so that somebody who waits can see it."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run

    def plan(self, steps: int) -> None:
        """Say how many steps there are."""
        self._write(steps=steps, steps_done=0)

    def step(self, text: str) -> None:
        """Say what is done now; one more step is behind."""
        self._write(step=text[:200], steps_done=self._run.steps_done + 1)

    def beat(self) -> None:
        """Say that work goes on."""
        self._write()

    def _write(self, **changed: object) -> None:
        for name, value in changed.items():
            setattr(self._run, name, value)
        self._run.beat_at = timezone.now()
        if self._run.pk:
            ImportRun.objects.filter(pk=self._run.pk).update(beat_at=self._run.beat_at, **changed)


@dataclass(frozen=True)
class Job:
    """What a fetcher works with: whom to ask, what for, and how to tell how far it is.

    Attributes:
        client: makes a client for an address below the source's, as "/planned-educations".
        options: what was asked for besides, as which key figures.
    """

    fetch: Fetch
    client: Callable[..., Client]
    progress: Progress
    today: date
    options: Mapping[str, str] = field(default_factory=dict)


# What a fetcher gives back: the second half of its work, which stores all of it or nothing.
Store = Callable[[ImportRun], Account]
Fetcher = Callable[[Job], Store]
