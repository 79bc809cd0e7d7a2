"""Forms for occasions, the units' analyses, and releasing."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.indicators.models import Indicator
from rodtrad.keyfigures.models import OccasionFigure

LONGEST = 4000


class OccasionForm(RtForm):
    """When the board meets, which figures it is told, and when the units' analyses are due."""

    title = forms.CharField(
        label="Rubrik", max_length=150, help_text="Till exempel Nyckeltal september: resultat."
    )
    on = SwedishDateField(label="Nämndens möte")
    analyses_due = SwedishDateField(
        label="Enheternas analyser ska vara klara",
        help_text="Rektorerna får en uppgift i Mitt arbete till den dagen.",
    )
    indicators = forms.ModelMultipleChoiceField(
        label="Nyckeltal",
        queryset=Indicator.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Senaste värdet före mötet redovisas.",
    )
    introduction = forms.CharField(
        label="Inledning till nämnden",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        required=False,
        help_text="Det nämnden behöver veta för att läsa siffrorna rätt.",
    )
    revision = RevisionField(required=False)

    sections = [
        ("När", ["title", "on", "analyses_due"]),
        ("Vad", ["indicators", "introduction"]),
    ]

    def __init__(self, *args: Any, choices: QuerySet[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicators"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = choices


class AnalysisForm(RtForm):
    """One text for each figure, with the revision that the writer has read."""

    def __init__(self, *args: Any, figures: list[OccasionFigure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for figure in figures:
            field = forms.CharField(
                label=f"Er analys av {figure.indicator.name}",
                widget=forms.Textarea(attrs={"rows": 4, "class": "ds-input"}),
                max_length=LONGEST,
                required=False,
            )
            self.fields[text_name(figure.pk)] = field
            self.fields[revision_name(figure.pk)] = RevisionField(required=False)


class ReleaseForm(RtForm):
    """The day the key figures are given to the board, and what a correction corrects."""

    on = SwedishDateField(label="Lämnas till nämnden den")
    reason = forms.CharField(
        label="Vad är rättat?", widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )

    def __init__(self, *args: Any, today: date, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        if not is_correction:
            del self.fields["reason"]


def text_name(figure: int) -> str:
    """What the field with a figure's analysis is called."""
    return f"text-{figure}"


def revision_name(figure: int) -> str:
    """What the field with the revision of a figure's analysis is called."""
    return f"revision-{figure}"
