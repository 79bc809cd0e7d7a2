"""What people fill in about reports."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.core.forms import RevisionField, RichTextField, RtForm, SwedishDateField
from rodtrad.organisation.models import SchoolYear, Unit


class OpenReportForm(RtForm):
    """Which report to open."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label="Enhet", empty_label="Välj enhet"
    )
    school_year = forms.ModelChoiceField(
        queryset=SchoolYear.objects.none(), label="Läsår", empty_label="Välj läsår"
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Make the form.

        Args:
            units: those that the person may open a report for.
        """
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("unit", units),
            ("school_year", SchoolYear.objects.filter(closed_at__isnull=True)),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows


class SectionForm(RtForm):
    """The text of a section."""

    text = RichTextField(label="Text", required=False)
    ready = forms.BooleanField(
        label="Avsnittet är klart",
        required=False,
        help_text="När alla avsnitt är klara kan rapporten lämnas in.",
    )
    revision = RevisionField()


class ReturnForm(RtForm):
    """Why a report is sent back."""

    reason = forms.CharField(
        label="Varför återlämnas den?",
        widget=forms.Textarea,
        max_length=5_000,
        help_text="Skriv vad som ska ändras. Enheten läser det överst i rapporten.",
    )


class AdoptForm(RtForm):
    """What makes a report final."""

    registry_number = forms.CharField(
        label="Diarienummer", max_length=60, help_text="Som BUN 2026/123."
    )
    on = SwedishDateField(label="Fastställd den")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Make the form.

        Args:
            today: the latest day that a report can have been adopted.
        """
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        """Refuse a day that has not come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("Rapporten kan inte fastställas en dag som inte har varit.")
        return on
