"""The forms of sources and imports."""

from typing import Any

from django import forms

from rodtrad.accounts.models import User
from rodtrad.core.forms import RtForm, SwedishDateField
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import DutyRole, Fetch, Place, Proposal, Source
from rodtrad.integrations.names import INDICATOR_KINDS
from rodtrad.organisation.models import Role, Unit


class ImportForm(RtForm):
    """The file as it was downloaded."""

    file = forms.FileField(
        label="Fil",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=(
            "Skolverkets fil med slutbetyg, behörighet eller SALSA för årskurs 9 per skolenhet, "
            "som den hämtades: spara inte om den i Excel."
        ),
    )


class ConfirmForm(RtForm):
    """Which of the person's tried files to bring in, by its fingerprint."""

    fingerprint = forms.RegexField(r"[0-9a-f]{64}", widget=forms.HiddenInput)
    file_name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)


class SourceForm(RtForm):
    """Where a source is asked, and how often each fetch from it is made."""

    address = forms.CharField(
        label="Adress",
        required=False,
        max_length=300,
        widget=forms.URLInput(),
        help_text="En mellanserver eller testserver kan stå i stället för tjänsten själv.",
    )

    def __init__(self, *args: Any, source: Source, fetches: list[Fetch], **kwargs: Any) -> None:
        """Make the form, with a choice for each fetch."""
        start = {"address": source.address} | {f"every_{one.key}": one.every for one in fetches}
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for one in fetches:
            self.fields[f"every_{one.key}"] = forms.ChoiceField(
                label=f"{one.name}: hur ofta",
                choices=Fetch.Every.choices,
                required=False,
                widget=forms.Select(attrs={"class": "ds-input"}),
            )

    def every(self) -> dict[str, str]:
        """How often, by the key of the fetch."""
        return {
            name.removeprefix("every_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("every_")
        }


class KpiForm(RtForm):
    """What Kolada does not say of a key figure."""

    kind = forms.ChoiceField(label="Vad det är", choices=INDICATOR_KINDS)
    better = forms.ChoiceField(
        label="Riktning",
        choices=Indicator.Better.choices,
        help_text="Kolada säger inte vad som är bättre. Det används när värdet jämförs med målet.",
    )


class PlacesForm(RtForm):
    """Which of our units each unit in Kolada is, and what is compared with."""

    def __init__(
        self,
        *args: Any,
        places: list[Place],
        units: list[Unit],
        groups: list[Place],
        suggestions: dict[str, int],
        **kwargs: Any,
    ) -> None:
        """Make the form, with a choice for each place."""
        super().__init__(*args, **kwargs)
        choices = [("", "Inte avgjort"), ("-", "Ingen av våra enheter")] + [
            (str(unit.pk), unit.name) for unit in units
        ]
        for place in places:
            suggested = suggestions.get(place.code)
            chosen = str(place.unit_id) if place.unit_id else "-" if place.settled else ""
            self.fields[f"place_{place.code}"] = forms.ChoiceField(
                label=f"{place.title} ({place.code})",
                choices=choices,
                required=False,
                initial=chosen or (str(suggested) if suggested else ""),
                help_text="" if chosen or not suggested else "Förslag efter namnet.",
                widget=forms.Select(attrs={"class": "ds-input"}),
            )
        self.fields["compared"] = forms.MultipleChoiceField(
            label="Jämför med",
            required=False,
            choices=[(one.code, one.title) for one in groups],
            initial=[one.code for one in groups if one.compared],
            widget=forms.CheckboxSelectMultiple(),
        )
        self.sections = (
            ("Enheter", [f"place_{place.code}" for place in places]),
            ("Jämförelser", ["compared"]),
        )

    def answers(self, units: dict[int, Unit]) -> dict[str, Unit | None]:
        """The unit of each place that somebody has decided about."""
        return {
            name.removeprefix("place_"): None if value == "-" else units[int(value)]
            for name, value in self.cleaned_data.items()
            if name.startswith("place_") and value
        }


class ProposalForm(RtForm):
    """What a proposal needs to be carried out."""

    on = SwedishDateField(label="Från och med")

    def __init__(
        self,
        *args: Any,
        proposal: Proposal,
        parents: Any,
        people: Any,
        **kwargs: Any,
    ) -> None:
        """Make the form, asking only for what the kind of proposal needs."""
        super().__init__(*args, **kwargs)
        if proposal.kind in (Proposal.Kind.RENAME, Proposal.Kind.FORMS):
            del self.fields["on"]
        if proposal.kind == Proposal.Kind.OPEN:
            self.fields["parent"] = forms.ModelChoiceField(
                label="Ligger under",
                queryset=parents,
                empty_label="Välj enhet",
                widget=forms.Select(attrs={"class": "ds-input"}),
            )
        if proposal.kind == Proposal.Kind.PRINCIPAL:
            self.fields["person"] = forms.ModelChoiceField(
                label="Person",
                queryset=people,
                empty_label="Välj person",
                widget=forms.Select(attrs={"class": "ds-input"}),
                help_text="Saknas personen: lägg upp den bland Personer först.",
            )


class DutyRolesForm(RtForm):
    """The role that each duty role of SS12000 gives here, if any."""

    def __init__(self, *args: Any, duties: list[DutyRole], **kwargs: Any) -> None:
        """Make the form, with a choice for each duty role."""
        super().__init__(*args, **kwargs)
        choices = [("", "Ingen roll, inget konto")] + [
            (str(role.pk), role.name) for role in Role.objects.all()
        ]
        for duty in duties:
            self.fields[f"duty_{duty.pk}"] = forms.ChoiceField(
                label=duty.name,
                choices=choices,
                required=False,
                initial=str(duty.role_id or ""),
                widget=forms.Select(attrs={"class": "ds-input"}),
            )

    def roles(self) -> dict[int, int | None]:
        """The number of the role by that of the duty role."""
        return {
            int(name.removeprefix("duty_")): int(value) if value else None
            for name, value in self.cleaned_data.items()
        }


def people_to_choose() -> Any:
    """People who can be given a role."""
    return User.objects.filter(is_active=True).order_by("name")
