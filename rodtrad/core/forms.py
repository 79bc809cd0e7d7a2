"""What every form is made of: fields that read Swedish, guards, and the page that shows them."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Manager
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from rodtrad.core import conflict, numbers, prose
from rodtrad.core.identity_numbers import IDENTITY_NUMBER_MESSAGE

_MONTH_PREFIXES = {
    prefix: number
    for number, prefix in enumerate(
        ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), 1
    )
}
_WRITTEN_DAY = re.compile(r"(\d{1,2})[./ ]\s*([a-zåäö]{3,9})\.?\s+(\d{4})", re.IGNORECASE)


class DecimalCommaField(forms.Field):
    """A number as people write it ("83,8", "1 234,5"); empty is None, never 0."""

    def __init__(
        self,
        *,
        min_value: Decimal | float | None = None,
        max_value: Decimal | float | None = None,
        whole: bool = False,
        **kwargs: Any,
    ) -> None:
        """Make the field.

        Args:
            min_value: the smallest number that is let in.
            max_value: the largest number that is let in.
            whole: let in whole numbers only, as a count of pupils.
        """
        mode = "numeric" if whole else "decimal"
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.min_value = None if min_value is None else Decimal(str(min_value))
        self.max_value = None if max_value is None else Decimal(str(max_value))
        self.whole = whole

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or None when nothing is written."""
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            number = numbers.parse_decimal(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error
        if self.whole and number != number.to_integral_value():
            raise ValidationError("Skriv ett heltal, utan decimaler.", code="whole")
        return number

    def validate(self, value: Any) -> None:
        """Refuse what lies outside the limits."""
        super().validate(value)
        if value is None:
            return
        low, high = self.min_value, self.max_value
        if low is not None and high is not None and not low <= value <= high:
            raise ValidationError(
                f"Skriv ett tal från {numbers.format_number(low)} "
                f"till {numbers.format_number(high)}.",
                code="range",
            )
        if low is not None and value < low:
            raise ValidationError(
                f"Talet får inte vara mindre än {numbers.format_number(low)}.", code="min_value"
            )
        if high is not None and value > high:
            raise ValidationError(
                f"Talet får inte vara större än {numbers.format_number(high)}.", code="max_value"
            )

    def prepare_value(self, value: Any) -> Any:
        """A stored number with decimal comma; what was written stays as it was written."""
        if isinstance(value, Decimal | float):
            return numbers.format_number(value)
        return value


class SwedishDateField(forms.DateField):
    """A day from the browser's own chooser; also reads "15 feb 2026" where there is none."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        """Make the field, with Swedish words for what is wrong."""
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y%m%d"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Skriv ett datum, till exempel 2026-02-15."

    def to_python(self, value: Any) -> date | None:
        """The day, or None when nothing is written."""
        if isinstance(value, str) and (found := _WRITTEN_DAY.fullmatch(value.strip())):
            prefix = found[2].lower()[:3]
            if prefix in _MONTH_PREFIXES:
                value = f"{found[3]}-{_MONTH_PREFIXES[prefix]:02d}-{int(found[1]):02d}"
        return super().to_python(value)


class RichText(forms.Textarea):
    """A text area that the page turns into an editor; without scripts it stays a text area."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the widget; `attrs` are added to the text area's."""
        super().__init__({"rows": 8, "data-rich": "", **(attrs or {})})


class RichTextField(forms.CharField):
    """Written text with simple formatting, cleaned on the way in."""

    def __init__(self, **kwargs: Any) -> None:
        """Make the field."""
        kwargs.setdefault("widget", RichText())
        kwargs.setdefault("max_length", 100_000)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Cleaned HTML; text typed without the editor becomes paragraphs, emptiness becomes ""."""
        text = super().to_python(value) or ""
        cleaned = (
            prose.sanitise(text)
            if re.search(r"</?[a-z][^>]*>", text, re.IGNORECASE)
            else prose.from_plain(text)
        )
        return cleaned if prose.to_plain(cleaned).strip() else ""


class RevisionField(forms.IntegerField):
    """Which version the person started from, hidden in the form."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        """Make the field."""
        kwargs.setdefault("required", True)
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("label", "Version")
        super().__init__(**kwargs)


class PlainTextGuard(forms.BaseForm):
    """Stops texts that hold a personal identity number, with an explanation."""

    def clean(self) -> dict[str, Any] | None:
        """Look through every text that was written."""
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            # A form may already have cut a text into lines.
            lines = value if isinstance(value, list) else [value]
            written = "\n".join(line for line in lines if isinstance(line, str))
            if not written or name not in self.fields:
                continue
            rich = isinstance(self.fields[name], RichTextField)
            found = prose.find_personal_identity_numbers(
                prose.to_plain(written) if rich else written
            )
            if found:
                self.add_error(
                    name,
                    ValidationError(
                        IDENTITY_NUMBER_MESSAGE,
                        code="identity_number",
                        params={"found": ", ".join(found)},
                    ),
                )
        return self.cleaned_data


class FrameForm(forms.BaseForm):
    """How our forms look: the design system's inputs, and fields in sections.

    more_help: longer explanations by field name, folded under the field.
    sections: (legend, field names) in order; fields that no section names come last.
    folded: the legends of sections that seldom are needed. They are closed until something is
        written or wrong in them.
    needed_later: fields that may be left empty now, but not in the end or not always: they are not
        called optional, and their help says when they are needed.
    is_about_people: whether a text in the form may come to tell of somebody; not for what is
        written about a law, a scale or a kind of report.
    """

    more_help: Mapping[str, str] = {}
    sections: Iterable[tuple[str, list[str]]] = ()
    folded: Collection[str] = ()
    needed_later: Collection[str] = ()
    is_about_people = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the form and dress its widgets."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            dress(field)

    def shown_sections(self) -> list[dict[str, Any]]:
        """The visible fields as [{legend, fields: [{field, more_help}], folded, open}]."""
        left = [field.name for field in self.visible_fields()]
        shown: list[dict[str, Any]] = []
        for legend, names in self.sections:
            here = [name for name in names if name in left]
            left = [name for name in left if name not in here]
            if here:
                shown.append(
                    {
                        "legend": legend,
                        "fields": [self._shown(name) for name in here],
                        "folded": legend in self.folded,
                        "open": self.is_opened(here),
                    }
                )
        if left:
            shown.append({"legend": "", "fields": [self._shown(name) for name in left]})
        return shown

    def warns_of_names(self) -> bool:
        """Whether the form says that nobody may be named: it takes long texts, and no field does.

        There is no register of children here, and a text is where one could begin.
        """
        texts = [
            field.field
            for field in self.visible_fields()
            if isinstance(field.field.widget, forms.Textarea)
        ]
        said = any("nga namn" in str(field.help_text) for field in texts)
        return self.is_about_people and bool(texts) and not said

    def is_opened(self, names: list[str]) -> bool:
        """Whether a folded section with these fields is open from the beginning."""
        return any(name in self.errors or name in self.changed_data for name in names)

    def _shown(self, name: str) -> dict[str, Any]:
        return {"field": self[name], "more_help": self.more_help.get(name, "")}


class RtForm(PlainTextGuard, FrameForm, forms.Form):
    """A form of ours."""


class RtModelForm(PlainTextGuard, FrameForm, forms.ModelForm[Any]):
    """A form of ours for a row; saving is left to the actions."""


def dress(field: forms.Field) -> None:
    """Give a field's widget the design system's class, and a date its chooser."""
    widget = field.widget
    checks = forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple
    if not isinstance(widget, checks) and "class" not in widget.attrs:
        widget.attrs["class"] = "ds-input"
    if isinstance(widget, forms.DateInput) and not isinstance(field, SwedishDateField):
        field.widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "ds-input"}
        )
    if isinstance(widget, forms.Textarea) and not isinstance(widget, RichText):
        widget.attrs["rows"] = 4


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show on the form what an action or a constraint refused."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        known = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(known, errors)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    heading: str,
    submit: str = "Spara",
    cancel: str | None = None,
    draft_key: str = "",
    template: str = "core/form.html",
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """The page with a form; 422 when something in it has to be changed, so that parts swap too."""
    shown = {
        "form": form,
        "heading": heading,
        "submit": submit,
        "cancel": cancel,
        "draft_key": draft_key,
        **context,
    }
    wrong = form.is_bound and bool(form.errors)
    return render(request, template, shown, status=status or (422 if wrong else 200))


class Conflict(conflict.Conflict):
    """A conflict told field by field, where the row's own fields are not the form's.

    theirs: the form's fields as they now are; revision: the version that they are in.
    """

    theirs: dict[str, Any]

    def __init__(
        self,
        theirs: Mapping[str, Any],
        revision: int,
        by: str = "",
        at: datetime | None = None,
    ) -> None:
        """Keep what the other one wrote."""
        super().__init__(dict(theirs))
        self.revision = revision
        self.by = by
        self.at = at


def conflict_page(
    request: HttpRequest,
    form: forms.BaseForm,
    error: conflict.Conflict,
    *,
    heading: str = "Någon annan har ändrat samma text",
    cancel: str | None = None,
    draft_key: str = "",
    **context: Any,
) -> HttpResponse:
    """Both versions side by side, status 409; saving again knowingly replaces theirs.

    The form's fields are looked up by name in the stored row, or in the mapping of a `Conflict`.
    """
    theirs = error.theirs
    by_field = isinstance(theirs, Mapping)
    revision = error.revision if isinstance(error, Conflict) else theirs.revision
    data = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        data.setlist(name, list(values))
    data[form.add_prefix("revision")] = str(revision)
    form.data = data
    pairs = []
    for field in form.visible_fields():
        has = field.name in theirs if by_field else hasattr(theirs, field.name)
        value = None
        if has:
            value = theirs[field.name] if by_field else getattr(theirs, field.name)
        pairs.append(
            {
                "field": field,
                "has_theirs": has,
                "theirs": _words(field, value),
                "rich": isinstance(field.field, RichTextField),
            }
        )
    shown = {
        "form": form,
        "conflict": error,
        "pairs": pairs,
        "heading": heading,
        "cancel": cancel,
        "draft_key": draft_key,
        **context,
    }
    return render(request, "core/conflict.html", shown, status=409)


def _words(field: forms.BoundField, value: Any) -> Any:
    """A stored value as the form's own words: a choice by its label, many rows by their names."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, Manager):
        value = list(value.all())
    if isinstance(value, list | tuple | set):
        return ", ".join(str(_words(field, one)) for one in value)
    choices = getattr(field.field, "choices", None)
    if isinstance(choices, list):
        return dict(choices).get(value, value)
    return value
