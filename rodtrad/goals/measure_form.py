"""The short form for one value, and the field that suits what an indicator measures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rodtrad.core.forms import DecimalCommaField, RtForm, SwedishDateField, dress
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.indicators.forms import ONLY_SHARE, OTHERWISE
from rodtrad.indicators.models import Indicator, Measurement


def _level_choices(indicator: Indicator) -> list[tuple[str, str]]:
    return [("", "Välj nivå")] + [
        (str(number), f"{number}: {text}") for number, text in enumerate(indicator.levels, start=1)
    ]


def value_field(indicator: Indicator, *, label: str, help_text: str = "") -> forms.Field:
    """The field that suits what the indicator measures."""
    if indicator.kind == Indicator.Kind.QUALITATIVE and indicator.levels:
        return forms.TypedChoiceField(
            label=label.replace(", värde", ""),
            choices=_level_choices(indicator),
            coerce=Decimal,
            empty_value=None,
            required=False,
            help_text=help_text,
        )
    unit = indicator.suffix.strip()
    is_share = indicator.kind == Indicator.Kind.SHARE
    return DecimalCommaField(
        label=f"{label} ({unit})" if unit else label,
        required=False,
        help_text=help_text,
        min_value=0 if is_share else None,
        max_value=100 if is_share else None,
    )


class MeasureForm(RtForm):
    """One value, or why there is none."""

    folded = (ONLY_SHARE, OTHERWISE)

    NO_VALUE = [
        ("", "Värdet finns"),
        (Measurement.Status.MISSING.value, "Värdet saknas"),
        (Measurement.Status.NOT_APPLICABLE.value, "Ej tillämpligt hos oss"),
    ]

    value = forms.Field()
    numerator = forms.IntegerField(label="Antal som uppfyller", min_value=0, required=False)
    denominator = forms.IntegerField(label="Antal totalt", min_value=1, required=False)
    on = SwedishDateField(label="Datum")
    period = forms.ChoiceField(label="Värdet gäller")
    status = forms.ChoiceField(
        label="Om det inte finns något värde",
        choices=NO_VALUE,
        required=False,
        help_text="Ett värde som saknas är inte 0.",
    )
    comment = forms.CharField(
        label="Kommentar", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(
        self, *args: Any, indicator: Indicator, last_period: str, today: date, **kwargs: Any
    ) -> None:
        """A form for one indicator; the period follows how it was measured last."""
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["on"].initial = today
        year = SchoolYear.of(today)
        choices = [("day", "just den dagen")]
        choices += [
            (period.code, period.label)
            for period in (
                *(year.autumn, year.spring, year.period),
                *(year.previous.spring, year.previous.period),
            )
            if period.starts <= today
        ]
        choices += [(str(n), f"kalenderåret {n}") for n in (today.year, today.year - 1)]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["period"].initial = _likely_period(last_period, today)
        if indicator.kind == Indicator.Kind.SHARE:
            self.fields["value"] = value_field(
                indicator, label="Andel", help_text="Lämna då antalen tomma."
            )
            self.fields["denominator"].help_text = "Andelen räknas ut av de två antalen."
            self.sections = [
                ("", ["numerator", "denominator", "on", "period"]),
                (ONLY_SHARE, ["value"]),
                (OTHERWISE, ["status", "comment"]),
            ]
        else:
            del self.fields["numerator"], self.fields["denominator"]
            self.fields["value"] = value_field(indicator, label="Värde")
            self.sections = [("", ["value", "on", "period"]), (OTHERWISE, ["status", "comment"])]
        for name in ("numerator", "denominator", "value"):
            if name in self.fields:
                # Not required by itself, and still not optional: one way or the other is needed.
                self.fields[name].is_one_of_many = True  # type: ignore[attr-defined]  # is_optional reads it
        for field in self.fields.values():
            dress(field)

    def clean(self) -> dict[str, Any]:
        """A value exactly when it is reported; a share's numbers belong together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        numerator, denominator = cleaned.get("numerator"), cleaned.get("denominator")
        has_numbers = numerator is not None and denominator is not None
        has_value = cleaned.get("value") is not None or has_numbers
        if (numerator is None) != (denominator is None) and not cleaned["status"]:
            missing = "numerator" if numerator is None else "denominator"
            if not (missing == "numerator" and cleaned.get("value") is not None):
                self.add_error(missing, "Skriv båda antalen, eller bara andelen.")
                return cleaned
        if numerator is not None and denominator is not None and numerator > denominator:
            self.add_error("numerator", "Antalet som uppfyller kan inte vara större än alla.")
        elif cleaned["status"] and (has_value or numerator is not None):
            raise ValidationError("Skriv ett värde eller välj att det saknas, inte båda.")
        elif not cleaned["status"] and not has_value:
            # At the field that one sees: the share alone lies folded.
            first = "numerator" if "numerator" in self.fields else "value"
            what = "antalen" if first == "numerator" else "ett värde"
            self.add_error(first, f"Skriv {what}, eller välj varför det inte finns något värde.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        period = data["on"].isoformat() if data["period"] == "day" else data["period"]
        return {
            "period": period,
            "on": data["on"],
            "status": data["status"] or Measurement.Status.REPORTED,
            "value": data.get("value"),
            "numerator": data.get("numerator"),
            "denominator": data.get("denominator"),
            "comment": data["comment"],
        }


def _likely_period(last: str, today: date) -> str:
    """The period of the same kind as the last one, as it runs today; else the day."""
    year = SchoolYear.of(today)
    if last[:2] in ("HT", "VT"):
        return (year.autumn if today in year.autumn else year.spring).code
    if "/" in last:
        return year.period.code
    if len(last) == 4:
        return str(today.year)
    return "day"
