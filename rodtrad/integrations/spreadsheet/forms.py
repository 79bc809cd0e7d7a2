"""The forms of spreadsheets: the file, its sheet, its columns, its units, and templates."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from rodtrad.core.forms import RevisionField, RtForm
from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.indicators.actions import read_period
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import MappedColumn, MappedUnit, SheetMapping
from rodtrad.integrations.spreadsheet.actions import Choice
from rodtrad.integrations.spreadsheet.units import OurUnit
from rodtrad.integrations.spreadsheet.words import GENDERED

Role = MappedColumn.Role
# What is guessed right nearly always.
_MORE = "Fler val"
_SKIP, _FORGET = "-", "?"
_NONE = {
    Role.UNIT: "Välj kolumn",
    Role.PERIOD: "Ingen: hela filen gäller en period",
    Role.INDICATOR: "Ingen: hela filen gäller en indikator",
    Role.GENDER: "Ingen: värdena gäller alla",
    Role.VALUE: "Ingen: andelen räknas ut ur antalen",
    Role.NUMERATOR: "Ingen",
    Role.DENOMINATOR: "Ingen",
    Role.GIRLS: "Ingen",
    Role.BOYS: "Ingen",
    **dict.fromkeys((one for trio in GENDERED for one in trio[1:]), "Inget"),
}
_HELP = {
    Role.UNIT: "Enhetens kod, skolenhetskod eller namn.",
    Role.PERIOD: "Läsår (2025/26), termin (HT 2025), år (2025) eller datum.",
    Role.INDICATOR: "Indikatorns namn eller källans kod.",
    Role.GENDER: "Till exempel flickor, pojkar och alla.",
    Role.GIRLS: "När flickor och pojkar står i var sin kolumn.",
    Role.GIRLS_DENOMINATOR: "Så skyddas små grupper av flickor efter sitt eget antal.",
    Role.BOYS_DENOMINATOR: "Så skyddas små grupper av pojkar efter sitt eget antal.",
    Role.NUMERATOR: "För en andel: hur många som uppfyller det som mäts.",
    Role.DENOMINATOR: "Hur många värdet bygger på. Behövs för att små grupper ska skyddas.",
}


class SheetForm(RtForm):
    """A spreadsheet of any kind."""

    file = forms.FileField(
        label="Kalkylark",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.csv,.txt,.tsv"}),
        help_text="Excel (.xlsx), OpenDocument (.ods) eller CSV, högst 20 MB. Först en rad med "
        "rubriker, sedan en rad per värde, eller en rad per enhet med en kolumn per år.",
        error_messages={"empty": "Filen är tom. Välj en fil med rubriker och värden."},
    )


class SheetChoiceForm(RtForm):
    """Which of a workbook's sheets has the values."""

    sheet = forms.ChoiceField(label="Blad", widget=forms.RadioSelect())

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        """Make the form, with a choice for each sheet."""
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("sheet", names[0] if names else "")


class ColumnsForm(RtForm):
    """What each column means, and what holds for the whole file."""

    needed_later = ("of",)

    of = forms.ModelChoiceField(
        label="Indikator för hela filen",
        help_text="Behövs när ingen kolumn säger vilken indikator det är.",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="En kolumn i filen säger det",
    )
    whole_period = forms.CharField(
        label="Period för hela filen",
        required=False,
        max_length=20,
        help_text="Till exempel 2025/26, HT 2025 eller 2025.",
    )
    source = forms.CharField(
        label="Källa",
        required=False,
        max_length=60,
        help_text="Visas vid värdena, till exempel Kommunens elevenkät. Annars står det Kalkylark.",
    )
    years = forms.ChoiceField(
        label="Ett ensamt årtal är",
        choices=SheetMapping.Years.choices,
        help_text="Skolverket och Kolada skriver ofta 2023 om läsåret 2022/23.",
    )
    decimal = forms.ChoiceField(label="Decimaltecken i text", choices=SheetMapping.Decimal.choices)
    as_fractions = forms.BooleanField(
        label="Andelar står som 0 till 1",
        required=False,
        help_text="0,838 läses som 83,8 %. Så sparar Excel celler som visas i procent.",
    )
    skip_unknown = forms.BooleanField(
        label="Hoppa över rader om andra än våra enheter",
        required=False,
        help_text="Till exempel rader om riket eller om andra kommuners skolor.",
    )
    # The saved mapping that the person started from.
    saved = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Spara kolumnvalet som",
        required=False,
        max_length=80,
        help_text="Nästa fil med samma rubriker känns då igen av sig själv.",
    )

    def __init__(
        self,
        *args: Any,
        headings: Sequence[tuple[str, str]],
        indicators: Any,
        is_saved: bool = False,
        is_wide: bool = False,
        years: tuple[str, Sequence[tuple[str, str]]] = ("", ()),
        **kwargs: Any,
    ) -> None:
        """Make the form, with a choice of column for each role.

        Args:
            headings: what can be chosen for a role, and what it is called to the person.
            is_wide: the headings say the period, in a column per period.
            years: how the file's own years are asked about, and what they may mean.
            is_saved: a saved mapping is changed: it has a name, and no period of its own.
        """
        super().__init__(*args, **kwargs)
        self._headings = [heading for heading, _ in headings]
        for role in Role:
            self.fields[role.value] = forms.ChoiceField(
                label=role.label,
                required=role == Role.UNIT,
                error_messages={"required": "Välj kolumnen som säger vilken enhet raden gäller."},
                # By number: a heading may be any text.
                choices=[
                    ("", _NONE[role]),
                    *((str(n), one) for n, (_, one) in enumerate(headings)),
                ],
                help_text=_HELP.get(role, ""),
                widget=forms.Select(attrs={"class": "ds-input"}),
            )
        self.fields["of"].queryset = indicators  # type: ignore[attr-defined]  # a ModelChoiceField
        if is_wide:
            nobody = ("", "Ingen: rubrikerna säger det")
            choices = self.fields[Role.PERIOD.value].choices  # type: ignore[attr-defined]  # a ChoiceField
            self.fields[Role.PERIOD.value].choices = [nobody, *choices[1:]]  # type: ignore[attr-defined]  # a ChoiceField
        if is_wide and years[0]:
            self.fields["years"].label = years[0]
            self.fields["years"].choices = years[1]  # type: ignore[attr-defined]  # a ChoiceField
        about = ["of", Role.PERIOD.value, "whole_period"]
        more = ["years"]
        if is_wide:
            # The headings say it: what else could is seldom wanted.
            about, more = ["of", "years"], about[1:]
            if not is_saved and not years[0]:
                # Every heading says itself what period it is.
                about, more = ["of"], [*more, "years"]
        if is_saved:
            del self.fields["whole_period"], self.fields["saved"]
            (more if is_wide else about).remove("whole_period")
            self.fields["name"].required = True
            self.fields["name"].label = "Namn"
            self.fields["revision"] = RevisionField()
        self.sections = (
            ("Vad filen gäller", [*about, "source"]),
            (
                "Kolumnerna",
                [role.value for role in (Role.UNIT, Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)],
            ),
            ("Nästa gång", ["name"]),
            (
                _MORE,
                [
                    *more,
                    Role.GENDER.value,
                    *(role.value for trio in GENDERED for role in trio),
                    Role.INDICATOR.value,
                    *("decimal", "as_fractions", "skip_unknown"),
                ],
            ),
        )
        self.folded = (_MORE,)

    def is_opened(self, names: list[str]) -> bool:
        """Open only what is wrong: all of it is filled in by the guess."""
        return any(name in self.errors for name in names)

    def roles(self) -> dict[str, str]:
        """The heading by role."""
        return {
            role.value: self._headings[int(self.cleaned_data[role.value])]
            for role in Role
            if self.cleaned_data.get(role.value)
        }

    def choice(self) -> Choice:
        """What holds for the whole file."""
        found = self.cleaned_data
        return {
            "source": found["source"] or "Kalkylark",
            "indicator": None if found[Role.INDICATOR.value] else found["of"],
            "decimal": found["decimal"],
            "as_fractions": found["as_fractions"],
            "skip_unknown": found["skip_unknown"],
            "years": found["years"],
        }


class UnitsForm(RtForm):
    """Which of our units each name in a file means."""

    def __init__(
        self,
        *args: Any,
        names: Sequence[str],
        units: Iterable[OurUnit],
        start: Mapping[str, str],
        counts: Mapping[str, int],
        can_forget: bool = False,
        **kwargs: Any,
    ) -> None:
        """Make the form, with a choice for each name.

        Args:
            start: what is chosen from the beginning, by name.
            counts: how many rows each name has, where that is known.
            can_forget: what was said before can be taken away.
        """
        super().__init__(*args, **kwargs)
        self._names = list(names)
        choices = [
            ("", "Inte avgjort"),
            (_SKIP, "Ingen av våra enheter: hoppa över raderna"),
            *((str(unit.pk), unit.name) for unit in units),
        ]
        if can_forget:
            choices[0] = (_FORGET, "Glöm det: fråga nästa gång")
        for name in names:
            rows = counts.get(name, 0)
            self.fields[_field_of(name)] = forms.ChoiceField(
                label=name,
                required=False,
                choices=choices,
                initial=start.get(name, ""),
                help_text=f"{rows} {'rad' if rows == 1 else 'rader'} i filen." if rows else "",
                widget=forms.Select(attrs={"class": "ds-input"}),
            )

    def answers(self) -> dict[str, int | None]:
        """The number of the unit by name; nothing for those that are skipped."""
        return {
            name: None if value == _SKIP else int(value)
            for name in self._names
            if (value := self.cleaned_data[_field_of(name)]) and value != _FORGET
        }


def _field_of(name: str) -> str:
    """The field of a name, whatever order the names stand in when the form is sent again."""
    return f"name_{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def said_of(units: Iterable[MappedUnit]) -> dict[str, str]:
    """The form's choices for what has been said of names before."""
    return {one.written: str(one.unit_id) if one.unit_id else _SKIP for one in units}


class TemplateForm(RtForm):
    """What a template is for."""

    indicator = forms.ModelChoiceField(
        label="Indikator", queryset=Indicator.objects.none(), empty_label="Välj indikator"
    )
    period = forms.CharField(
        label="Period", max_length=20, help_text="Till exempel 2025/26, HT 2025 eller 2025."
    )
    by_gender = forms.BooleanField(label="Egna rader för flickor och pojkar", required=False)
    format = forms.ChoiceField(
        label="Filformat", choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV")], initial="xlsx"
    )

    def __init__(self, *args: Any, indicators: Any, **kwargs: Any) -> None:
        """Make the form for the indicators that a person may import values of."""
        kwargs["initial"] = {
            "period": SchoolYear.of(timezone.localdate()).label,
            "format": "xlsx",
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_period(self) -> Period:
        """The period that was written."""
        try:
            return read_period(self.cleaned_data["period"])
        except forms.ValidationError as error:
            raise forms.ValidationError(error.messages) from error
