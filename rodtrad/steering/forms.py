"""Forms for steering documents and their points."""

from typing import Any

from django import forms

from rodtrad.core.forms import RevisionField, RichTextField, RtForm, SwedishDateField
from rodtrad.organisation.models import Role, SchoolForm, Unit
from rodtrad.steering.models import SteeringDocument


class DocumentForm(RtForm):
    """The front page of a document, in the guideline's own words, with its text or file."""

    title = forms.CharField(label="Titel", max_length=200)
    short = forms.CharField(
        label="Kortnamn",
        max_length=40,
        required=False,
        help_text="Som mål hänvisar med, till exempel Skollagen.",
    )
    kind = forms.ChoiceField(label="Dokumenttyp", choices=SteeringDocument.Kind.choices)
    unit = forms.ModelChoiceField(
        label="Vems dokumentet är",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Gäller alla",
    )
    contributors = forms.CharField(label="Medverkande", max_length=300, required=False)
    applies_to = forms.CharField(label="Dokumentet gäller för", max_length=300, required=False)
    valid_from = SwedishDateField(label="Gäller från och med", required=False)
    valid_until = SwedishDateField(
        label="Gäller till och med", required=False, help_text="Tomt betyder tills vidare."
    )
    adopted_by = forms.CharField(label="Fastställd av", max_length=150, required=False)
    revision_owner = forms.CharField(
        label="För revidering ansvarar",
        max_length=150,
        required=False,
        help_text="Roll, inte namn.",
    )
    revision_role = forms.ModelChoiceField(
        label="Roll som påminns",
        queryset=Role.objects.all(),
        required=False,
        empty_label="Alla som får ändra dokumentet",
        help_text="Syns i Mitt arbete fyra månader innan dokumentet ska revideras.",
    )
    update_owner = forms.CharField(
        label="Ansvarig för uppdatering",
        max_length=150,
        required=False,
        help_text="Roll, inte namn.",
    )
    revise_by = SwedishDateField(
        label="Ska revideras senast",
        required=False,
    )
    registry_number = forms.CharField(label="Ärendenummer", max_length=60, required=False)
    source = forms.CharField(
        label="Källa",
        max_length=300,
        required=False,
        help_text="Var texten är hämtad, och när.",
    )
    source_url = forms.URLField(
        label="Adress", max_length=300, required=False, assume_scheme="https"
    )
    text = RichTextField(label="Text", required=False)
    file = forms.FileField(
        label="Fil",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
        help_text="PDF, DOCX eller ODT, högst 20 MB.",
    )
    revision = RevisionField()

    sections = [
        ("Dokumentet", ["title", "short", "kind", "unit"]),
        (
            "Övrig dokumentinformation",
            [
                *("contributors", "applies_to", "valid_from", "valid_until", "adopted_by"),
                *(
                    "revision_owner",
                    "registry_number",
                    "update_owner",
                    "revise_by",
                    "revision_role",
                ),
            ],
        ),
        ("Text och fil", ["text", "file", "source", "source_url"]),
    ]

    def __init__(self, *args: Any, units: list[Unit] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is not None:
            # Nobody else can have changed what is not entered yet.
            del self.fields["revision"]
        if units:
            field = self.fields["unit"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        else:
            # Whose it is was settled when it was entered.
            del self.fields["unit"]


class RequirementForm(RtForm):
    """A point that goals can cite."""

    is_about_people = False

    reference = forms.CharField(
        label="Hänvisning", max_length=60, help_text="Till exempel 4 kap. 3 §, eller 4.2."
    )
    heading = forms.CharField(label="Rubrik", max_length=300)
    text = forms.CharField(
        label="Lydelse",
        widget=forms.Textarea,
        required=False,
        help_text="Ordagrant som i dokumentet.",
    )
    school_forms = forms.ModelMultipleChoiceField(
        label="Gäller skolformerna",
        queryset=SchoolForm.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Inga valda betyder alla.",
    )
    position = forms.IntegerField(
        label="Ordning i dokumentet", min_value=0, max_value=30_000, initial=0
    )
    retired_on = SwedishDateField(
        label="Gäller inte längre från",
        required=False,
        help_text="Mål som redan hänvisar hit behåller sin hänvisning.",
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["retired_on"]
