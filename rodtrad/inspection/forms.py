"""Forms for complaints and for how long records are kept."""

from collections.abc import Iterable
from typing import Any

from django import forms

from rodtrad.core.forms import DecimalCommaField, RtForm
from rodtrad.inspection.models import ComplaintTheme


class ComplaintForm(RtForm):
    """How many complaints there were about each theme in a term."""

    def __init__(self, *args: Any, themes: Iterable[ComplaintTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = list(themes)
        for theme in self.themes:
            self.fields[f"tema_{theme.pk}"] = DecimalCommaField(
                label=theme.name, required=False, min_value=0, max_value=9999, whole=True
            )

    def counts(self) -> dict[ComplaintTheme, int | None]:
        """The numbers by theme; None where nothing is written."""
        written = {theme: self.cleaned_data[f"tema_{theme.pk}"] for theme in self.themes}
        return {theme: None if n is None else int(n) for theme, n in written.items()}


class RetentionForm(RtForm):
    """After how many months a kind of record is removed."""

    months = forms.IntegerField(label="Tas bort efter så många månader", min_value=1, max_value=240)
