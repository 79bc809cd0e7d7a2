"""What the dialogues' documents are composed of: the same content as page, PDF and DOCX.

They have the shape of a report (`reports/render/schema.py`) and are set by the same renderers.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rodtrad.core.prose import sanitise, to_blocks
from rodtrad.organisation.models import Unit
from rodtrad.reports.facts.parts import FactJson


def _section(
    key: str, title: str, *, html: str = "", facts: Sequence[FactJson] = ()
) -> dict[str, Any]:
    text = sanitise(html)
    return {
        "key": key,
        "title": title,
        "instruction": "",
        "text": text,
        "blocks": to_blocks(text),
        "ready": True,
        "facts": list(facts),
    }


def _document(
    *,
    title: str,
    kind: str,
    unit: Unit,
    municipality: str,
    school_year: str,
    standing: str,
    final: bool,
    on: date,
    cover: Iterable[tuple[str, str]],
    sections: Iterable[dict[str, Any]],
    version: int = 1,
) -> dict[str, Any]:
    return {
        "schema": 1,
        "title": title,
        "kind": kind,
        "unit": {
            "name": unit.name,
            "code": unit.code,
            "kind_label": str(unit.get_kind_display()),
            "school_forms": [],
            "principal": "",
        },
        "school_year": school_year,
        "municipality": municipality,
        "state": "adopted" if final else "draft",
        "state_label": standing,
        "version": version,
        "registry_number": "",
        "adopted_on": on.isoformat() if final else "",
        "adopted_by": "",
        "composed_at": on.isoformat(),
        "standing": standing,
        "cover_facts": [list(row) for row in cover],
        "sections": list(sections),
    }
