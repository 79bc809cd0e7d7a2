"""The forms of an import: the file, and the yes to what it would do."""

from django import forms

from rodtrad.core.forms import RtForm


class ImportForm(RtForm):
    """The file as it was downloaded."""

    file = forms.FileField(
        label="Fil",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=(
            "Skolverkets fil ”Grundskola - Slutbetyg årskurs 9, samtliga elever” per skolenhet, "
            "som den hämtades: spara inte om den i Excel."
        ),
    )


class ConfirmForm(RtForm):
    """Which of the person's tried files to bring in, by its fingerprint."""

    fingerprint = forms.RegexField(r"[0-9a-f]{64}", widget=forms.HiddenInput)
    file_name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
