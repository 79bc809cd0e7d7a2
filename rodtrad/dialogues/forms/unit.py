"""What people fill in about a unit's own dialogues."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.core.forms import DecimalCommaField, RevisionField, RtForm, SwedishDateField, dress
from rodtrad.dialogues.actions.unit import Talk, Turnout
from rodtrad.dialogues.models import Occasion
from rodtrad.dialogues.queries.unit import LABELS
from rodtrad.goals.models import DevelopmentArea


class MethodInput(forms.TextInput):
    """A text with suggestions: the browser offers them, and any other words may be written."""

    template_name = "dialogues/_method_input.html"

    def __init__(self, suggestions: Sequence[str] = ()) -> None:
        """Make the widget."""
        super().__init__({"autocomplete": "off"})
        self.suggestions = list(suggestions)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget's context, with the suggestions and the id of their list."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}-list"
        context["widget"]["attrs"]["list"] = list_id
        context["suggestions"], context["list_id"] = self.suggestions, list_id
        return context


class AreaChoice(forms.ModelChoiceField[DevelopmentArea]):
    """One of the unit's development areas, with its school year."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Läsning i matematik (2025/26)"."""
        return f"{obj.title} ({obj.school_year})"


class _OccasionForm(RtForm):
    """What planning and recording an occasion have in common."""

    on = SwedishDateField(label="Dag")
    method = forms.CharField(label="Hur träffades ni?", max_length=80)
    area = AreaChoice(
        queryset=DevelopmentArea.objects.none(),
        label="Vilken tidigare utmaning svarar det mot?",
        required=False,
        empty_label="Ingen särskild",
        help_text="Ett utvecklingsområde från era analyser.",
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[str],
        methods: Sequence[str],
        areas: QuerySet[DevelopmentArea],
        **kwargs: Any,
    ) -> None:
        """Make the form.

        Args:
            groups: those that there are at the unit.
            methods: suggestions for how people meet.
            areas: the challenges that one can choose among.
        """
        super().__init__(*args, **kwargs)
        self.groups = list(groups)
        self._add_groups()
        self.fields["method"].widget = MethodInput(methods)
        self.fields["method"].widget.attrs["class"] = "ds-input"
        area = self.fields["area"]
        if isinstance(area, forms.ModelChoiceField):
            area.queryset = areas
            if not areas.exists():
                del self.fields["area"]

    def _add_groups(self) -> None:
        """Add what is asked about each group."""


class OccasionForm(_OccasionForm):
    """A dialogue that has been held: as few fields as it takes."""

    said = forms.CharField(
        label="Vad sade de?",
        widget=forms.Textarea,
        max_length=10_000,
        help_text="Korta meningar räcker. Skriv inga namn, och inget som pekar ut en person.",
    )
    adjusted = forms.CharField(
        label="Vad ändrar ni i stöd och stimulans med anledning av det?",
        widget=forms.Textarea,
        max_length=10_000,
        required=False,
        help_text="Kan fyllas i senare.",
    )
    bring_up = forms.CharField(
        label="Något som förvaltningen eller nämnden behöver ta upp?",
        max_length=500,
        required=False,
        help_text="Det finns med i förvaltningens dialog, och ni ser vad det leder till.",
    )
    revision = RevisionField(required=False)
    field_order = ("on", "method", "said", "adjusted", "area", "bring_up")

    def _add_groups(self) -> None:
        for group in self.groups:
            label = LABELS[group]
            for name, words in (("took", "deltog"), ("size", "av")):
                field = DecimalCommaField(
                    label=f"{label}, {words}",
                    required=False,
                    whole=True,
                    min_value=0,
                    max_value=100_000,
                )
                dress(field)
                self.fields[f"{name}_{group}"] = field

    def group_rows(self) -> list[dict[str, Any]]:
        """Each group with its two fields, for the page."""
        return [
            {"label": LABELS[g], "took": self[f"took_{g}"], "size": self[f"size_{g}"]}
            for g in self.groups
        ]

    def turnouts(self) -> Mapping[str, Turnout]:
        """The groups that somebody wrote how many took part of."""
        found = {}
        for group in self.groups:
            took = self.cleaned_data.get(f"took_{group}")
            size = self.cleaned_data.get(f"size_{group}")
            if took is not None:
                found[group] = Turnout(int(took), None if size is None else int(size))
        return found

    def talk(self, *, question: str = "") -> Talk:
        """The occasion as it was told."""
        data = self.cleaned_data
        return Talk(
            on=data["on"],
            method=data["method"],
            groups=self.turnouts(),
            held=True,
            question=question,
            said=data["said"],
            adjusted=data["adjusted"],
            area=data.get("area"),
        )


class OccasionPlanForm(_OccasionForm):
    """A dialogue that is to be held."""

    involved = forms.MultipleChoiceField(
        label="Vilka ska delta?", widget=forms.CheckboxSelectMultiple
    )
    question = forms.CharField(
        label="Vad ska ni tala om?", widget=forms.Textarea, max_length=5_000, required=False
    )
    revision = RevisionField(required=False)
    field_order = ("on", "involved", "method", "question", "area")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        self.fields["method"].label = "Hur träffas ni?"
        involved = self.fields["involved"]
        if isinstance(involved, forms.MultipleChoiceField):
            involved.choices = [(group, LABELS[group]) for group in self.groups]

    def talk(self) -> Talk:
        """The occasion as it is planned."""
        data = self.cleaned_data
        return Talk(
            on=data["on"],
            method=data["method"],
            groups={group: Turnout() for group in data["involved"]},
            held=False,
            question=data["question"],
            area=data.get("area"),
        )


class UnitPlanForm(RtForm):
    """How everybody is involved."""

    text = forms.CharField(
        label="Så blir barn, elever, personal och vårdnadshavare delaktiga",
        widget=forms.Textarea,
        max_length=10_000,
        required=False,
        help_text="Vilka tillfällen ni har, hur ni når dem som sällan kommer, och hur ni tar "
        "hand om det som sägs.",
    )
    revision = RevisionField(required=False)


class ExemptForm(RtForm):
    """Why a group is not involved."""

    why = forms.CharField(
        label="Varför är gruppen inte aktuell i år?", widget=forms.Textarea, max_length=2_000
    )


def occasion_initial(
    occasion: Occasion | None, *, today: date, sizes: Mapping[str, int], methods: Sequence[str]
) -> dict[str, Any]:
    """What the form of a held occasion opens with: today, and the groups' sizes as last counted."""
    initial: dict[str, Any] = {f"size_{group}": str(size) for group, size in sizes.items()}
    if occasion is None:
        return initial | {"on": today, "revision": 0}
    for row in occasion.groups.all():
        if row.size is not None:
            initial[f"size_{row.group}"] = str(row.size)
        if row.took_part is not None:
            initial[f"took_{row.group}"] = str(row.took_part)
    return initial | {
        "on": min(occasion.on, today) if not occasion.held else occasion.on,
        "method": occasion.method,
        "said": occasion.said,
        "adjusted": occasion.adjusted,
        "area": occasion.area_id,
        "revision": occasion.revision,
    }
