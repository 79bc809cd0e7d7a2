"""What is counted of a unit's quality work, and of many units' together."""

from dataclasses import dataclass, field
from datetime import date

from rodtrad.core.numbers import plural
from rodtrad.goals.cycle import Step
from rodtrad.inspection.standing import Standing, of


@dataclass
class StepCount:
    """A step of the cycle, counted as the page of coverage does.

    Attributes:
        of: the shared goals that apply and the units' goals beside them; none of a unit that did
            not live to do the step.
        done: how many of them have the step done, or answered.
        answered: how many of those are answered: that it does not apply, or no deviation.
    """

    done: int = 0
    of: int = 0
    answered: int = 0

    def add(self, other: "StepCount") -> None:
        """Add another unit's counts to these."""
        self.done += other.done
        self.of += other.of
        self.answered += other.answered

    @property
    def standing(self) -> Standing:
        """How far the step is shown to be done."""
        return of(self.done, self.of) if self.of else Standing.NOT_APPLICABLE

    @property
    def answered_words(self) -> str:
        """As " 2 av dem är besvarade: det gäller inte, eller inget avviker."; else empty."""
        if not self.answered:
            return ""
        words = plural(self.answered, "är besvarat", "är besvarade")
        return f" {self.answered} av dem {words}: det gäller inte, eller inget avviker."


@dataclass
class Facts:
    """What is counted for a unit and a school year, or for many units together."""

    steps: dict[Step, StepCount] = field(
        default_factory=lambda: {step: StepCount() for step in Step}
    )
    goals: int = 0
    state_cited: int = 0
    overdue: int = 0
    nothing_to_decide: int = 0
    remedies: int = 0
    traced: int = 0
    effects_due: int = 0
    effects: int = 0
    areas: int = 0
    areas_taken_on: int = 0
    validity_asked: int = 0
    indicators: int = 0
    groups_asked: tuple[str, ...] = ()
    groups: dict[str, int] = field(default_factory=dict)
    deficiencies: int = 0
    deficiencies_closed: int = 0
    deficiencies_late: int = 0
    complaints: int | None = None
    report_adopted: int = 0
    report_due: date | None = None
    reports_expected: int = 1
    check_ins: int = 0

    def add(self, other: "Facts") -> None:
        """Add another unit's counts to these."""
        # The first day that somebody is late, of those whose report is still to come.
        waiting = [
            one.report_due
            for one in (self, other)
            if one.report_due is not None and one.report_adopted < one.reports_expected
        ]
        self.report_due = min(waiting, default=None)
        for name, value in vars(other).items():
            if isinstance(value, int) and name != "complaints":
                setattr(self, name, getattr(self, name) + value)
        if other.complaints is not None:
            self.complaints = (self.complaints or 0) + other.complaints
        for group, n in other.groups.items():
            self.groups[group] = self.groups.get(group, 0) + n
        for step, count in other.steps.items():
            self.steps[step].add(count)
