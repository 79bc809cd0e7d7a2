"""How far an experience has come towards being proven, computed from its record. Pure.

The steps follow the guideline's section 2. Ystad's reading: documented, evaluated and spread to
colleagues; then a single preschool or school can prove its own experience. Skolverket's reading:
tried, documented, carried out and found working by several, over a longer time.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Step(IntEnum):
    """The steps, each of which stands on the one before."""

    EXPERIENCE = 1
    DOCUMENTED = 2
    EVALUATED = 3
    SHARED = 4
    PROVEN = 5

    @property
    def label(self) -> str:
        """The step as people say it."""
        return _LABELS[self]


_LABELS = {
    Step.EXPERIENCE: "Erfarenhet",
    Step.DOCUMENTED: "Dokumenterad",
    Step.EVALUATED: "Utvärderad",
    Step.SHARED: "Spridd",
    Step.PROVEN: "Beprövad av flera",
}

WORKED, PARTLY, FAILED = "worked", "partly", "failed"


@dataclass(frozen=True)
class Limits:
    """When several, and when a longer time.

    Attributes:
        units: at how many units it must have worked.
        months: how many months between the first trial's start and the latest evaluation.
        share_working: the share in percent of the evaluated trials that must have worked.
    """

    units: int = 3
    months: int = 24
    share_working: int = 60


@dataclass(frozen=True)
class TrialFact:
    """A trial as the computing needs it.

    Attributes:
        unit: which unit tried.
        started: when.
        evaluated: when it was evaluated; None when it is not.
        outcome: "worked", "partly", "failed" or "unknown".
        is_valid: whether the indicators that it was judged by were found to hold; None when
            nobody has asked.
    """

    unit: int
    started: date
    evaluated: date | None
    outcome: str
    is_valid: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether its outcome says something: evaluated, decided, and not by bad figures."""
        decided = self.evaluated is not None and self.outcome in (WORKED, PARTLY, FAILED)
        return decided and self.is_valid is not False


@dataclass(frozen=True)
class Record:
    """What is known of a practice.

    Attributes:
        described: whether problem, doing and context are written.
        sharings: how many times it has been spread to colleagues.
        advised_against: whether the latest review by a network advises against it.
    """

    described: bool
    trials: tuple[TrialFact, ...] = ()
    sharings: int = 0
    advised_against: bool = False


@dataclass(frozen=True)
class Check:
    """One thing that a step asks for, and whether the record has it."""

    step: Step
    words: str
    is_met: bool


@dataclass(frozen=True)
class Standing:
    """How far an experience has come, and why.

    Attributes:
        step: the last step whose every check, and those before, are met.
        is_contradicted: whether later trials speak against it: it has then fallen.
    """

    step: Step
    checks: tuple[Check, ...]
    is_contradicted: bool

    @property
    def by_ystad(self) -> bool:
        """Proven as Ystad reads it: documented, evaluated and spread."""
        return self.step >= Step.SHARED

    @property
    def by_skolverket(self) -> bool:
        """Proven as Skolverket reads it: by several, over a longer time."""
        return self.step >= Step.PROVEN

    @property
    def label(self) -> str:
        """The step, and whether it is in doubt."""
        return f"{self.step.label}, ifrågasatt" if self.is_contradicted else self.step.label

    @property
    def next_missing(self) -> str:
        """The first thing that the next step lacks; "" when there is none."""
        return next((check.words for check in self.checks if not check.is_met), "")


def standing(record: Record, limits: Limits | None = None) -> Standing:
    """Compute how far an experience has come.

    A trial that worked partly counts as half in the share that worked, and does not count among
    the units where it works. The latest half of the counted trials is looked at by itself: when
    less than half of it worked, the experience is contradicted and stands no higher than
    evaluated, whatever it was before.
    """
    limits = limits or Limits()
    counted = sorted(
        (trial for trial in record.trials if trial.counts),
        key=lambda trial: (trial.evaluated or trial.started, trial.started),
    )
    working_units = {trial.unit for trial in counted if trial.outcome == WORKED}
    share = _share_working(counted)
    months = _months_covered(counted)
    contradicted = _is_contradicted(counted) or record.advised_against
    checks = (
        Check(Step.DOCUMENTED, "Problem, arbetssätt och sammanhang är beskrivna", record.described),
        Check(Step.DOCUMENTED, "Det är prövat i minst en aktivitet", bool(record.trials)),
        Check(Step.EVALUATED, "Minst en prövning är utvärderad", bool(counted)),
        Check(Step.EVALUATED, "Det har fungerat minst en gång", bool(working_units)),
        Check(Step.SHARED, "Det är spritt till kollegor", record.sharings > 0),
        Check(Step.SHARED, "Senare prövningar talar inte emot det", not contradicted),
        Check(
            Step.PROVEN,
            f"Det har fungerat vid minst {limits.units} enheter (nu {len(working_units)})",
            len(working_units) >= limits.units,
        ),
        Check(
            Step.PROVEN,
            f"Det är prövat under minst {limits.months} månader, från första starten till den "
            f"senaste utvärderingen (nu {months})",
            months >= limits.months,
        ),
        Check(
            Step.PROVEN,
            f"Minst {limits.share_working} % av prövningarna har fungerat "
            f"(nu {_in_words(counted)})",
            bool(counted) and share >= limits.share_working,
        ),
    )
    return Standing(_reached(checks), checks, contradicted and bool(counted))


def _reached(checks: Iterable[Check]) -> Step:
    reached = Step.EXPERIENCE
    found = list(checks)
    for step in list(Step)[1:]:
        if not all(check.is_met for check in found if check.step == step):
            break
        reached = step
    return reached


def _weight(outcome: str) -> float:
    return {WORKED: 1.0, PARTLY: 0.5}.get(outcome, 0.0)


def _in_words(trials: list[TrialFact]) -> str:
    """As "3 av 4 och 1 delvis, som räknas som en halv: 88 %"; so that it can be counted again."""
    if not trials:
        return "ingen utvärderad"
    outcomes = Counter(one.outcome for one in trials)
    said = f"{outcomes[WORKED]} av {len(trials)}"
    if partly := outcomes[PARTLY]:
        said += f" och {partly} delvis, som räknas som {'en halv' if partly == 1 else 'halva'}"
    return f"{said}: {round(_share_working(trials))} %"


def _share_working(trials: list[TrialFact]) -> float:
    """The share in percent that worked, those that worked partly as half."""
    return 100 * sum(_weight(one.outcome) for one in trials) / len(trials) if trials else 0.0


def _is_contradicted(trials: list[TrialFact]) -> bool:
    """Whether less than half of the latest half of the trials worked; one alone is no pattern."""
    latest = trials[len(trials) // 2 :]
    return len(trials) >= 2 and _share_working(latest) < 50


def _months_covered(trials: list[TrialFact]) -> int:
    """Whole months from the first start to the latest evaluation."""
    if not trials:
        return 0
    first = min(trial.started for trial in trials)
    last = max(trial.evaluated or trial.started for trial in trials)
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (last.day < first.day))
