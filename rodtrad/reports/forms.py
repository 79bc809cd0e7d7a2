"""What people fill in about reports."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RichTextField, RtForm, SwedishDateField
from rodtrad.core.schoolyear import Period
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.reports.models import Occasion, Report, ReportKind, Section


class OpenReportForm(RtForm):
    """Whose report to open, for what time."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label="Enhet", empty_label="Välj enhet"
    )
    school_year = forms.ModelChoiceField(
        queryset=SchoolYear.objects.none(), label="Läsår", empty_label="Välj läsår"
    )
    part = forms.ChoiceField(label="Termin")
    occasion = forms.ModelChoiceField(
        queryset=Occasion.objects.none(), label="Tillfälle eller tema", empty_label="Välj"
    )

    def __init__(self, *args: Any, kind: ReportKind, places: QuerySet[Any], **kwargs: Any) -> None:
        """Make the form for a kind of report: it asks only what the kind makes necessary.

        Args:
            places: the units or groups that the person may open a report for.
        """
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._choose("unit", places)
        if kind.per == ReportKind.Per.GROUP:
            self.fields["unit"].label = "Enheter som rapporterar tillsammans"
        self._choose("school_year", SchoolYear.objects.filter(closed_at__isnull=True))
        if kind.period_kind == ReportKind.PeriodKind.CALENDAR_YEAR:
            self.fields["school_year"].label = "Kalenderår"
            self.fields["school_year"].label_from_instance = lambda row: str(row.start)  # type: ignore[attr-defined]  # of the class that the field is
        if kind.period_kind == ReportKind.PeriodKind.TERM:
            self.fields["part"].choices = [("0", "Hösttermin"), ("1", "Vårtermin")]  # type: ignore[attr-defined]  # of the class that the field is
        else:
            del self.fields["part"]
        occasions = Occasion.objects.filter(kind=kind, retired_on__isnull=True)
        if occasions:
            self._choose("occasion", occasions)
        else:
            del self.fields["occasion"]

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    @property
    def period(self) -> Period:
        """The time that was chosen."""
        periods = self.kind.periods_of(self.cleaned_data["school_year"].span)
        return periods[int(self.cleaned_data.get("part", 0))]


class SectionForm(RtForm):
    """The text of a section."""

    needed_later = ("text",)

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


class BoardForm(RtForm):
    """What the board did with a report."""

    outcome = forms.ChoiceField(
        label="Vad gjorde nämnden?",
        choices=[("", "Har inte behandlat rapporten"), *Report.BoardOutcome.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    on = SwedishDateField(label="Sammanträdets dag", required=False)
    reference = forms.CharField(
        label="Paragraf i protokollet", required=False, max_length=40, help_text="Som § 87."
    )


class FeedbackForm(RtForm):
    """Feedback on a report."""

    section = forms.ModelChoiceField(
        queryset=Section.objects.none(), label="Om", required=False, empty_label="Hela rapporten"
    )
    text = forms.CharField(
        label="Återkoppling",
        widget=forms.Textarea,
        max_length=5_000,
        help_text="Enheten läser den och kan svara. Den blir inte en del av rapporten.",
    )

    def __init__(self, *args: Any, sections: QuerySet[Section], **kwargs: Any) -> None:
        """Make the form; `sections` are the report's."""
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sections


class AnswerForm(RtForm):
    """An answer to feedback."""

    answer = forms.CharField(label="Svar", widget=forms.Textarea, max_length=5_000)


class HandOverForm(RtForm):
    """Who is to write a section."""

    responsible = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Vem ska skriva avsnittet?",
        required=False,
        empty_label="Ingen särskild",
        help_text="Den du väljer får ett meddelande och ser avsnittet i Mitt arbete.",
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        """Make the form; `people` are those who take part in the work."""
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name")
