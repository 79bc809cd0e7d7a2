"""Which files are known by their headings: templates, and those of a saved choice of columns."""

from dataclasses import dataclass

from django.db import transaction

from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet import template
from rodtrad.integrations.spreadsheet.actions.mappings import Choice, new_mapping
from rodtrad.integrations.spreadsheet.check import same_headings
from rodtrad.integrations.spreadsheet.columns import Head, head_of
from rodtrad.integrations.spreadsheet.values import are_fractions
from rodtrad.integrations.spreadsheet.workbook import Sheet, SheetError, peek

_OF_TEMPLATE: Choice = {
    "source": "Kalkylark",
    "indicator": None,
    "decimal": SheetMapping.Decimal.COMMA.value,
    "as_fractions": False,
    "skip_unknown": False,
}


@dataclass(frozen=True)
class Known:
    """A file that is known by its headings: on which sheet, and what they mean."""

    sheet: str
    head: Head
    mapping: SheetMapping | None
    choice: Choice


def mapping_for(data: bytes, *, sheet: str = "") -> tuple[SheetMapping, str]:
    """The mapping that a file is known by, and on which sheet: a template's own, or one that fits.

    Raises:
        SheetError: when it is no spreadsheet, or none or several fit.
    """
    sheets = [one for one in peek(data) if not sheet or one.name == sheet]
    known = _known(sheets)
    if isinstance(known, Known) and known.mapping is not None:
        return known.mapping, known.sheet
    if isinstance(known, Known):
        with transaction.atomic():
            mapping = new_mapping(known.head, template.ROLES, known.choice, None)
        return mapping, known.sheet
    raise SheetError(known)


def recognise(file: SheetFile, sheets: list[Sheet]) -> None:
    """A template is known at once, and so is a file with a saved mapping's own headings."""
    known = _known(sheets)
    if isinstance(known, Known):
        file.sheet = known.sheet
        file.mapping = known.mapping or new_mapping(
            known.head, template.ROLES, known.choice, file.by
        )


def _known(sheets: list[Sheet]) -> Known | str:
    """What the file is known as, or why it is not known."""
    saved = list(SheetMapping.objects.saved().prefetch_related("columns"))
    fitting: list[Known] = []
    for sheet in sheets:
        try:
            head = head_of(sheet)
        except SheetError:
            continue
        if template.is_template(head):
            place = head.place(template.VALUE) or 0
            cells = [row[place] for row in sheet.rows[head.row + 1 :] if place < len(row)]
            choice: Choice = {**_OF_TEMPLATE, "as_fractions": are_fractions(cells)}
            return Known(sheet.name, head, None, choice)
        for mapping in saved:
            try:
                again = head_of(sheet, [one.heading for one in mapping.columns.all() if one.role])
            except SheetError:
                continue
            if same_headings(mapping, again):
                fitting.append(Known(sheet.name, again, mapping, _OF_TEMPLATE))
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return (
            "Inget sparat kolumnval passar filens rubriker. Läs in den på sidan Importer och "
            "spara kolumnvalet."
        )
    names = ", ".join(f"”{one.mapping}”" for one in fitting)
    return f"Flera kolumnval passar filens rubriker: {names}. Välj ett av dem."
