"""Forms about targets, activities and check-ins."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from rodtrad.accounts.models import User
from rodtrad.core.forms import (
    RevisionField,
    RtForm,
    SwedishDateField,
    dress,
)
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.actions import Movement
from rodtrad.goals.forms import PersonChoice, people_at
from rodtrad.goals.measure_form import value_field
from rodtrad.goals.models import Activity, CheckIn, Goal, Target
from rodtrad.goals.work import ActivityPlan, require_change
from rodtrad.indicators.models import Indicator

CHECKPOINT_COUNT = 6
CHECKPOINTS = [f"checkpoint_{number}" for number in range(1, CHECKPOINT_COUNT + 1)]


def suggested_checkpoints(starts: date, ends: date, *, today: date) -> list[date]:
    """Days to check on, at the end of each term that lies ahead in a span."""
    days: list[date] = []
    year = SchoolYear.of(starts)
    while year.starts <= ends and len(days) < CHECKPOINT_COUNT:
        for day in (date(year.start, 12, 15), date(year.start + 1, 6, 5)):
            if max(starts, today) <= day <= ends:
                days.append(day)
        year = year.next
    return days[:CHECKPOINT_COUNT]


class CheckpointsMixin(forms.Form):
    """Up to six days when something is to be checked."""

    def add_checkpoints(self, days: Sequence[date]) -> None:
        """Add the date fields, filled with the days."""
        for number, name in enumerate(CHECKPOINTS):
            self.fields[name] = SwedishDateField(
                label=f"Avstämning {number + 1}",
                required=False,
                initial=days[number] if number < len(days) else None,
            )

    @property
    def checkpoints(self) -> list[date]:
        """The days that were given."""
        return [self.cleaned_data[name] for name in CHECKPOINTS if self.cleaned_data.get(name)]


class TargetForm(CheckpointsMixin, RtForm):
    """From where to where, and when it is checked."""

    baseline_value = forms.Field()
    baseline_text = forms.CharField(
        label="Nuläge, i ord",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Behövs när siffran inte räcker, eller när det inte finns någon siffra.",
    )
    baseline_on = SwedishDateField(label="Nuläget gäller den", required=False)
    desired_value = forms.Field()
    desired_text = forms.CharField(
        label="Önskat läge, i ord",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    desired_by = SwedishDateField(label="Önskat läge nås senast", required=False)
    revision = RevisionField()

    more_help = {
        "baseline_text": "Riktlinjen 4.2: Det är viktigt att det i indikatorn framgår nuläge och "
        "önskat läge så att indikatorn synliggör en positiv progression mot målet.",
        "checkpoint_1": "Riktlinjen 4.2: En indikator kan följa upp målet utifrån flera "
        "avstämningar. Föreslagna dagar ligger i slutet av terminerna; ändra eller ta bort dem.",
    }
    sections: Sequence[tuple[str, list[str]]] = [
        ("Nuläge", ["baseline_value", "baseline_text", "baseline_on"]),
        ("Önskat läge", ["desired_value", "desired_text", "desired_by"]),
        ("När ni stämmer av", CHECKPOINTS),
    ]

    def __init__(
        self, *args: Any, indicator: Indicator, days: Sequence[date] = (), **kwargs: Any
    ) -> None:
        """A form for one indicator; the value fields follow what it measures."""
        super().__init__(*args, **kwargs)
        self.fields["baseline_value"] = value_field(indicator, label="Nuläge, värde")
        self.fields["desired_value"] = value_field(indicator, label="Önskat läge, värde")
        self.add_checkpoints(days)
        for field in self.fields.values():
            dress(field)

    def clean(self) -> dict[str, Any]:
        """No target without baseline and desired state."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part, sentence in (
            ("baseline", "Skriv nuläget: ett värde eller en beskrivning i ord."),
            ("desired", "Skriv önskat läge: ett värde eller en beskrivning i ord."),
        ):
            broken = f"{part}_value" in self.errors or f"{part}_text" in self.errors
            has_value = cleaned.get(f"{part}_value") is not None
            if not broken and not has_value and not cleaned.get(f"{part}_text"):
                self.add_error(f"{part}_value", sentence)
        return cleaned

    @property
    def movement(self) -> Movement:
        """What the actions take."""
        names = ("value", "text", "on")
        data = self.cleaned_data
        return Movement(
            **{f"baseline_{name}": data[f"baseline_{name}"] for name in names},
            **{f"desired_{name}": data[f"desired_{name}"] for name in ("value", "text", "by")},
        )


class ActivityForm(CheckpointsMixin, RtForm):
    """What is done, how it is thought to move an indicator, and how that is followed."""

    title = forms.CharField(label="Aktivitet", max_length=200)
    aim = forms.CharField(
        label="Mål med aktiviteten",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vad ska aktiviteten själv leda till?",
    )
    targets = forms.ModelMultipleChoiceField(
        label="Ska påverka indikatorerna",
        queryset=Target.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en av målets indikatorer."},
    )
    how_it_moves = forms.CharField(
        label="Så tror vi att den påverkar indikatorn",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    process_data = forms.CharField(
        label="Processdata som samlas in",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Det ni tittar på längs vägen: observationer, närvaro, elevarbeten, samtal.",
    )
    grounds = forms.CharField(
        label="Vilar på forskning eller beprövad erfarenhet",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    responsible = PersonChoice(
        label="Ansvarig", queryset=User.objects.none(), required=False, empty_label="Ingen utsedd"
    )
    state = forms.ChoiceField(
        label="Läge",
        choices=[
            (Activity.State.ONGOING.value, "Pågår"),
            (Activity.State.PLANNED.value, "Planerad"),
        ],
    )
    starts = SwedishDateField(label="Börjar")
    ends = SwedishDateField(label="Slutar")
    revision = RevisionField()

    more_help = {
        "title": "Riktlinjen 4.3: En aktivitets huvudsakliga syfte är att göra en förflyttning "
        "från nuläge till det önskade läge som finns formulerat som önskad effekt under målet.",
        "how_it_moves": "Riktlinjen 4.3: När en aktivitet beslutas måste man först ha tänkt "
        "igenom på vilket sätt man har för avsikt att kunna påverka målet och hur resultatet ska "
        "kunna speglas via indikatorn.",
        "process_data": "Riktlinjen 4.3: När vi följer upp aktiviteter gör vi det utifrån "
        "processdata, eller formativ data. Indikatorn används som kompass för att avgöra om man "
        "är på rätt väg.",
        "checkpoint_1": "Riktlinjen 4.3: En aktivitet kan pågå under en lång tid och ha flera "
        "avstämningar, eller vara mer avgränsad i tid med bara en uppföljning.",
    }
    sections: Sequence[tuple[str, list[str]]] = [
        ("Vad ni gör och varför", ["title", "aim", "targets", "how_it_moves"]),
        ("Hur ni följer den", ["process_data", "grounds"]),
        ("Tid och ansvar", ["responsible", "state", "starts", "ends"]),
        ("När ni stämmer av", CHECKPOINTS),
    ]

    def __init__(
        self, *args: Any, goal: Goal, today: date, days: Sequence[date] = (), **kwargs: Any
    ) -> None:
        """A form for an activity of one goal."""
        super().__init__(*args, **kwargs)
        targets = self.fields["targets"]
        targets.queryset = Target.objects.filter(goal=goal).select_related("indicator")  # type: ignore[attr-defined]  # a model choice
        targets.label_from_instance = target_label  # type: ignore[attr-defined]  # a model choice
        self.fields["responsible"].queryset = people_at(goal.unit, today=today)  # type: ignore[attr-defined]  # a model choice
        self.add_checkpoints(days)
        for field in self.fields.values():
            dress(field)

    def clean(self) -> dict[str, Any]:
        """The dates must follow each other."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Aktiviteten kan inte sluta innan den börjar.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        names = (
            *("title", "aim", "how_it_moves", "starts", "ends"),
            *("process_data", "grounds", "state"),
        )
        return {
            "plan": ActivityPlan(**{name: data[name] for name in names}),
            "targets": list(data["targets"]),
            "responsible": data["responsible"],
            "checkpoints": self.checkpoints,
        }


def target_label(target: Target) -> str:
    """As "Andel som når läsmålet: från 71 % till 85 %"; needs the indicator loaded."""
    return f"{target.indicator.name}: från {target.baseline_shown} till {target.desired_shown}"


class ActivityCloseForm(RtForm):
    """How an activity ended."""

    state = forms.ChoiceField(
        label="Aktiviteten är",
        choices=[
            (Activity.State.DONE.value, "Genomförd"),
            (Activity.State.STOPPED.value, "Avbruten"),
        ],
        widget=forms.RadioSelect,
    )
    lesson = forms.CharField(
        label="Vad ledde den till?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Fick den den effekt ni tänkte er? Vad lärde ni er?",
    )


class CheckInForm(RtForm):
    """How an activity goes."""

    needed_later = ("change",)

    on = SwedishDateField(label="Datum")
    judgement = forms.ChoiceField(
        label="Bedömning", choices=CheckIn.Judgement.choices, widget=forms.RadioSelect
    )
    process_data = forms.CharField(
        label="Vad visar processdata?", widget=forms.Textarea(attrs={"rows": 4})
    )
    change = forms.CharField(
        label="Vad ändrar ni?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Behövs när det inte går som tänkt.",
    )

    def clean(self) -> dict[str, Any]:
        """What does not go as planned is changed: said together with what else is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("judgement") and "change" in cleaned:
            require_change(cleaned["judgement"], cleaned["change"])
        return cleaned


def open_days(checkpoints: Iterable[Any]) -> list[date]:
    """The days that still wait, for the form."""
    return [c.due for c in checkpoints if c.met_on is None][:CHECKPOINT_COUNT]
