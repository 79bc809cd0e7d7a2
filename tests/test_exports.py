"""Every list of records can be taken along as a spreadsheet, or it says why not.

What counts as a list is read from the templates: a page that shows a table, itself or through what
it includes, or whose name says that it is a list.
"""

import re
from pathlib import Path

import rodtrad

ROOT = Path(rodtrad.__file__).parent
EXPORT = "core/_export.html"
INCLUDED = re.compile(r'{%-?\s*include\s+"([^"]+)"')

_FORM = "Raderna hör till ett formulär och är hjälp för den som fyller i det."
_READ_IN = "Visar den egna filens rader före inläsningen; filen har man redan."
_SAYS = "En rapport hämtas hel som PDF eller Word, med sina tabeller."

# Pages with a list that is not taken along, each with its reason.
EXCEPTIONS: dict[str, str] = {
    "demo/floor.html": "Visar prestandamätningar i exempelkommunen, inga uppgifter.",
    "dialogues/board_dialogue.html": _SAYS,
    "dialogues/brief_edit.html": _FORM,
    "evidence/reference_import.html": _READ_IN,
    "forums/forum_settings.html": _FORM,
    "goals/activity_detail.html": "Indikatorns tabell bredvid kurvan hämtas på indikatorns sida.",
    "goals/checkin_form.html": _FORM,
    "goals/review_edit.html": _FORM,
    "goals/target_choose_indicator.html": _FORM,
    "home/home.html": "Mitt arbete är sammandrag av listor som var och en kan hämtas.",
    "indicators/measurement_form.html": _FORM,
    "indicators/validity_form.html": _FORM,
    "inspection/own_data.html": "Allt som räknas här hämtas rad för rad med sidans knapp.",
    "integrations/sheet_create.html": _READ_IN,
    "integrations/sheet_edit.html": _READ_IN,
    "integrations/source_list.html": "Tre fasta källor med knappar; hämtningarna är en egen lista.",
    "notifications/notice_list.html": "Egna meddelanden följer med i filen med ens egna uppgifter.",
    "organisation/person_detail.html": "En persons uppdrag; alla uppdrag följer med personlistan.",
    "organisation/unit_detail.html": "En enhets uppdrag; alla uppdrag följer med personlistan.",
    "organisation/unit_story.html": "En berättelse om enheten; uppdragen följer med personlistan.",
    "reports/report_adopt_many.html": _FORM,
    "reports/report_changes.html": _SAYS,
    "reports/report_detail.html": _SAYS,
    "reports/report_kind_preview.html": _SAYS,
    "reports/section_edit.html": _FORM,
    "yearwheel/feed_list.html": "Adresserna är hemliga och ska inte ligga i en fil.",
    "yearwheel/wheel_roll_over.html": _FORM,
}


def _templates() -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for folder in ROOT.glob("*/templates")
        for path in sorted(folder.rglob("*.html"))
    }


def _whole(name: str, templates: dict[str, str], seen: set[str]) -> str:
    """The template with all that it includes, in one text."""
    seen.add(name)
    text = templates[name]
    parts = [part for part in INCLUDED.findall(text) if part in templates and part not in seen]
    return text + "".join(_whole(part, templates, seen) for part in parts)


def _lists() -> dict[str, str]:
    """The pages that show a list of records, whole, by template."""
    templates = _templates()
    pages = {
        name: _whole(name, templates, set())
        for name in templates
        if not Path(name).name.startswith("_")
    }
    return {
        name: whole
        for name, whole in pages.items()
        if "<table" in whole or name.endswith(("_list.html", "_library.html"))
    }


def test_every_page_with_a_list_has_an_export_or_a_reason_for_none() -> None:
    without = {name for name, whole in _lists().items() if EXPORT not in whole}

    assert without == set(EXCEPTIONS), without ^ set(EXCEPTIONS)
    assert all(len(reason) > 10 for reason in EXCEPTIONS.values())
