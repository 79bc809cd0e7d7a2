"""Forms of the administration."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.forms import RtForm, SwedishDateField, dress
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.organisation.actions.joining import Part
from rodtrad.organisation.models import Role, SchoolForm, Unit
from rodtrad.organisation.queries import municipalities_administered, units_administered


def open_units(by: User) -> QuerySet[Unit]:
    """The administered units that are not closed, as one chooses among them."""
    today = timezone.localdate()
    return units_administered(by).filter(Q(closed__isnull=True) | Q(closed__gt=today))


class TreeChoice(forms.ModelChoiceField[Unit]):
    """A unit chosen from the tree; the dashes show how deep it lies."""

    def label_from_instance(self, obj: Unit) -> str:
        """As "– – Västerportskolan"."""
        return f"{'– ' * (obj.depth - 1)}{obj.name}"


class TreeChoices(forms.ModelMultipleChoiceField[Unit]):
    """Several units; their codes tell apart those with the same name."""

    def label_from_instance(self, obj: Unit) -> str:
        """As "Västerportskolan (54436997)"."""
        return f"{obj.name} ({obj.code})"


class UnitForm(RtForm):
    """What is known about a unit."""

    name = forms.CharField(label="Namn", max_length=150)
    kind = forms.ChoiceField(label="Slag", choices=Unit.Kind.choices)
    code = forms.CharField(
        label="Kod",
        max_length=20,
        help_text="Skolenhetskoden (åtta siffror) för en skola. Andra enheter får en egen kod.",
    )
    school_forms = forms.ModelMultipleChoiceField(
        label="Skolformer",
        queryset=SchoolForm.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opened = SwedishDateField(label="Startade")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms_there_are = SchoolForm.objects.all()
        self.fields["school_forms"].queryset = forms_there_are  # type: ignore[attr-defined]


class NewUnitForm(UnitForm):
    """A unit and where in the tree it begins."""

    parent = TreeChoice(label="Ligger under", queryset=Unit.objects.none())
    field_order = ["name", "parent", "kind", "code", "school_forms", "opened"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["parent"].queryset = open_units(by)  # type: ignore[attr-defined]


class CloseUnitForm(RtForm):
    """When a unit closes, and who goes on."""

    on = SwedishDateField(label="Stängd från och med")
    successor = TreeChoice(
        label="Ersätts av",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Ingen",
        help_text="Den enhet som tar över arbetet, om det finns en.",
    )
    carry_people = forms.BooleanField(
        label="Ge dem som har uppdrag här samma uppdrag vid enheten som tar över",
        required=False,
    )
    note = forms.CharField(label="Anteckning", required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, by: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = open_units(by).exclude(pk=unit.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]


class MergeUnitsForm(RtForm):
    """Which units become one, and which it is."""

    units = TreeChoices(
        label="Slås ihop med",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Enheter på samma plats i organisationen. Flytta hit andra först.",
    )
    into = TreeChoice(
        label="Blir en del av",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="En ny enhet (fyll i nedan)",
        help_text="Enheten som fortsätter. Den ska inte vara en av dem som slås ihop.",
    )
    name = forms.CharField(
        label="Den nya enhetens namn",
        max_length=150,
        required=False,
        help_text="Bara när det blir en ny enhet.",
    )
    code = forms.CharField(
        label="Den nya enhetens kod",
        max_length=20,
        required=False,
        help_text="Skolenhetskoden för en skola.",
    )
    on = SwedishDateField(label="Från och med")
    carry_people = forms.BooleanField(
        label="Ge dem som har uppdrag vid enheterna samma uppdrag vid den som fortsätter",
        required=False,
        initial=True,
    )
    note = forms.CharField(label="Anteckning", required=False, widget=forms.Textarea)
    sections = [
        ("Vilka som slås ihop", ["units"]),
        ("Vilken enhet de blir", ["into", "name", "code"]),
        ("När och hur", ["on", "carry_people", "note"]),
    ]

    def __init__(self, *args: Any, by: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = open_units(by).exclude(pk=unit.pk)
        beside = others.filter(path__in=Unit.objects.get_siblings(unit).values("path"))
        self.fields["units"].queryset = beside  # type: ignore[attr-defined]
        working = others.filter(kind__in=Unit.WORKING_KINDS)
        self.fields["into"].queryset = working  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A unit that exists, or name and code of a new one, but not both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("into"):
            if cleaned.get("name") or cleaned.get("code"):
                self.add_error("into", "Välj en enhet som finns eller fyll i en ny, inte båda.")
        else:
            for name, text in (
                ("name", "Skriv vad den nya enheten heter."),
                ("code", "Skriv den nya enhetens kod."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return cleaned


# How many units one can be split into at once.
_PARTS = 3


class SplitUnitForm(RtForm):
    """Which units a unit becomes, or which part of it becomes one of its own."""

    goes_on = forms.BooleanField(
        label="Enheten finns kvar: bara en del av den blir en egen enhet", required=False
    )
    on = SwedishDateField(label="Från och med")
    note = forms.CharField(label="Anteckning", required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = SchoolForm.objects.filter(units=unit)
        is_one = here.count() == 1
        year = SchoolYear.of(timezone.localdate())
        self.initial.setdefault("on", year.next.starts)
        for number in range(1, _PARTS + 1):
            self.fields |= {
                f"name_{number}": forms.CharField(
                    label=f"Enhet {number}, namn", max_length=150, required=False
                ),
                f"code_{number}": forms.CharField(
                    label=f"Enhet {number}, kod",
                    max_length=20,
                    required=False,
                    help_text="Skolenhetskoden för en skola.",
                ),
                f"school_forms_{number}": forms.ModelMultipleChoiceField(
                    label=f"Enhet {number}, skolformer",
                    queryset=here,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                ),
                f"carry_{number}": forms.BooleanField(
                    label=f"De som har uppdrag här får samma uppdrag vid enhet {number}",
                    required=False,
                    initial=number <= 2,
                ),
            }
        for field in self.fields.values():
            dress(field)
        # Where the unit has one school form, so has each part.
        asked = ("name", "code", "carry") if is_one else ("name", "code", "school_forms", "carry")
        if is_one:
            for number in range(1, _PARTS + 1):
                self.fields[f"school_forms_{number}"].widget = forms.MultipleHiddenInput()
        self.sections = [
            ("Hur och när", ["goes_on", "on", "note"]),
            *(
                (
                    f"Enhet {number}" + ("" if number <= 2 else ", om det blir fler"),
                    [f"{name}_{number}" for name in asked],
                )
                for number in range(1, _PARTS + 1)
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """A part has both a name and a code."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, _PARTS + 1):
            name, code = cleaned.get(f"name_{number}"), cleaned.get(f"code_{number}")
            if name and not code:
                self.add_error(f"code_{number}", "Skriv den nya enhetens kod.")
            if code and not name:
                self.add_error(f"name_{number}", "Skriv vad den nya enheten heter.")
        if not self.errors and not self._named():
            self.add_error("name_1", "Skriv vad de nya enheterna heter.")
        return cleaned

    def _named(self) -> list[int]:
        return [
            number for number in range(1, _PARTS + 1) if self.cleaned_data.get(f"name_{number}")
        ]

    def parts(self, kind: str) -> list[Part]:
        """What the action takes; without a chosen school form a part has all of the unit's."""
        data = self.cleaned_data
        found = []
        for number in self._named():
            chosen = list(data[f"school_forms_{number}"])
            everything = self.fields[f"school_forms_{number}"].queryset  # type: ignore[attr-defined]  # a model choice
            found.append(
                Part(
                    name=data[f"name_{number}"],
                    code=data[f"code_{number}"],
                    kind=kind,
                    school_forms=chosen or list(everything),
                    carry_people=data[f"carry_{number}"],
                )
            )
        return found


class MoveUnitForm(RtForm):
    """Where in the tree a unit is to lie."""

    parent = TreeChoice(label="Flytta till under", queryset=Unit.objects.none())

    def __init__(self, *args: Any, by: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = open_units(by).exclude(path__startswith=unit.path)
        self.fields["parent"].queryset = places  # type: ignore[attr-defined]


class PersonForm(RtForm):
    """Who a person is."""

    name = forms.CharField(label="Namn", max_length=150)
    email = forms.EmailField(
        label="E-postadress", help_text="Används för att logga in och för inbjudan."
    )
    title = forms.CharField(
        label="Titel", max_length=100, required=False, help_text="Till exempel förstelärare i NO."
    )


class ChangePersonForm(PersonForm):
    """Who a person is, and whether they may sign in."""

    is_active = forms.BooleanField(label="Får logga in", required=False)


class AssignmentForm(RtForm):
    """A role at a unit, from one day until another."""

    role = forms.ModelChoiceField(
        label="Roll", queryset=Role.objects.none(), empty_label="Välj roll"
    )
    unit = TreeChoice(
        label="Enhet",
        queryset=Unit.objects.none(),
        empty_label="Välj enhet",
        help_text="Rollen gäller här och vid alla enheter under.",
    )
    school_form = forms.ModelChoiceField(
        label="Bara för skolformen",
        queryset=SchoolForm.objects.none(),
        required=False,
        empty_label="Alla skolformer",
        help_text="För till exempel en skolchef för förskolan.",
    )
    starts = SwedishDateField(label="Från och med")
    ends = SwedishDateField(
        label="Slutar",
        required=False,
        help_text="Från den dagen gäller rollen inte längre. Tomt betyder tills vidare.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.all()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = open_units(by)  # type: ignore[attr-defined]
        forms_there_are = SchoolForm.objects.all()
        self.fields["school_form"].queryset = forms_there_are  # type: ignore[attr-defined]


class EndAssignmentForm(RtForm):
    """The day a role ends."""

    on = SwedishDateField(
        label="Slutar", help_text="Från den dagen når personen inte längre det rollen gav."
    )


class SchoolYearForm(RtForm):
    """Which school year to add."""

    start = forms.IntegerField(
        label="Året läsåret börjar",
        min_value=1990,
        max_value=2100,
        localize=False,
        help_text="2026 ger läsåret 2026/27.",
    )


class SchoolBreakForm(RtForm):
    """When a break is."""

    name = forms.CharField(
        label="Lov", max_length=80, help_text="Till exempel höstlov eller sportlov."
    )
    starts = SwedishDateField(label="Första dagen")
    ends = SwedishDateField(label="Sista dagen")

    def clean(self) -> dict[str, Any]:
        """A break ends on or after the day it starts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Lovet kan inte sluta innan det börjar.")
        return cleaned


class NewSchoolBreakForm(SchoolBreakForm):
    """A break, and whose."""

    municipality = forms.ModelChoiceField(label="Huvudman", queryset=Unit.objects.none())
    field_order = ["municipality", "name", "starts", "ends"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = municipalities_administered(by)
        self.fields["municipality"].queryset = tops  # type: ignore[attr-defined]
        if tops.count() == 1:
            self.fields["municipality"].initial = tops.first()
            self.fields["municipality"].widget = forms.HiddenInput()
