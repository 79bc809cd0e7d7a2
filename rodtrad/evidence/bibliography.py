"""References out of the files that libraries and reference managers give: RIS and BibTeX. Pure."""

import re
from dataclasses import dataclass
from io import StringIO
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from rodtrad.evidence.doi import parse_doi

# What is read at once: a file of a reference manager, not a whole library's.
MOST = 500

_RIS_KINDS = {"RPRT": "authority", "GOVDOC": "authority", "BOOK": "theory", "CHAP": "theory"}
_BIBTEX_KINDS = {
    **dict.fromkeys(("techreport", "report"), "authority"),
    **dict.fromkeys(("book", "inbook", "incollection"), "theory"),
}
# Where it was published, by the names that BibTeX and BibLaTeX have.
_BIBTEX_PLACES = ("journal", "journaltitle", "booktitle", "publisher", "institution")
# The first and the last line of a reference in RIS.
_RIS_ENDS = re.compile(r"^(TY|ER)  -", re.MULTILINE)
_BARE_PERCENT = re.compile(r"(?<!\\)%")


class Unreadable(ValueError):
    """The file is neither RIS nor BibTeX, or is broken."""


@dataclass(frozen=True)
class Entry:
    """A reference as it was read.

    Attributes:
        fault: what is wrong with it, "" when it can be taken in.
    """

    title: str
    authors: str = ""
    year: int | None = None
    published_in: str = ""
    doi: str = ""
    url: str = ""
    kind: str = "other"
    fault: str = ""


def read_references(text: str) -> list[Entry]:
    """Read a file's references, whichever of the two formats it has.

    Raises:
        Unreadable: with a Swedish sentence, when there is nothing to read.
    """
    plain = text.lstrip("\ufeff").strip()
    if not plain:
        raise Unreadable("Filen är tom.")
    entries = _read_bibtex(plain) if plain.startswith(("@", "%")) else _read_ris(plain)
    if not entries:
        raise Unreadable("Filen innehåller inga referenser.")
    if len(entries) > MOST:
        raise Unreadable(f"Filen har fler än {MOST} referenser. Dela upp den.")
    return entries


def _read_ris(text: str) -> list[Entry]:
    if not _RIS_ENDS.search(text):
        raise Unreadable("Filen är varken RIS eller BibTeX. Exportera den som RIS och försök igen.")
    ends = _RIS_ENDS.findall(text)
    if ends != ["TY", "ER"] * (len(ends) // 2):
        raise Unreadable(
            "RIS-filen är trasig eller avklippt: en referens saknar sin första rad (TY) eller sin "
            "sista (ER). Ingenting är inläst. Exportera filen igen."
        )
    try:
        rows = rispy.load(StringIO(text + "\n"))
    except (OSError, ValueError) as error:
        raise Unreadable("RIS-filen går inte att läsa. Exportera den igen.") from error
    return [
        _entry(
            title=row.get("title") or row.get("primary_title") or "",
            authors=row.get("authors") or row.get("first_authors") or [],
            year=str(row.get("year") or row.get("publication_year") or ""),
            published_in=row.get("journal_name")
            or row.get("secondary_title")
            or row.get("publisher")
            or "",
            doi=row.get("doi") or "",
            url=(row.get("urls") or [""])[0],
            kind=_RIS_KINDS.get(row.get("type_of_reference", ""), "other"),
        )
        for row in rows
    ]


def _read_bibtex(text: str) -> list[Entry]:
    # To BibTeX a % is a letter, to LaTeX the beginning of a comment.
    library = parse_string(_BARE_PERCENT.sub(r"\\%", text))
    decoded = LatexDecodingMiddleware(allow_inplace_modification=False).transform(library)
    broken = library.failed_blocks or decoded.failed_blocks
    if broken:
        line = broken[0].start_line
        raise Unreadable(
            f"BibTeX-filen är trasig vid rad {(line or 0) + 1}. Rätta den eller exportera igen."
        )
    found = []
    for row, written in zip(decoded.entries, library.entries, strict=True):
        fields = {name.lower(): _plain(field.value) for name, field in row.fields_dict.items()}
        # Addresses are no text: what looks like LaTeX in them, as ~, is a part of them.
        raw = {name.lower(): _address(field.value) for name, field in written.fields_dict.items()}
        found.append(
            _entry(
                title=fields.get("title", ""),
                authors=[one.strip() for one in fields.get("author", "").split(" and ")],
                year=fields.get("year") or fields.get("date") or "",
                published_in=next(
                    (fields[name] for name in _BIBTEX_PLACES if fields.get(name)), ""
                ),
                doi=raw.get("doi", ""),
                url=raw.get("url", ""),
                kind=_BIBTEX_KINDS.get(row.entry_type.lower(), "other"),
            )
        )
    return found


def _plain(value: Any) -> str:
    """A BibTeX value without its braces and line breaks."""
    return " ".join(str(value).replace("{", "").replace("}", "").split())


def _address(value: Any) -> str:
    """A DOI or an address without its braces, and without what LaTeX has before _, %, & and #."""
    return re.sub(r"\\([_%&#~])", r"\1", _plain(value))


def _entry(
    *,
    title: str,
    authors: list[str],
    year: str,
    published_in: str,
    doi: str,
    url: str,
    kind: str,
) -> Entry:
    fault = "" if title.strip() else "Titel saknas."
    try:
        doi = parse_doi(doi)
    except ValueError as error:
        doi, fault = "", fault or str(error)
    digits = year.strip()[:4]
    return Entry(
        title=title.strip()[:400],
        authors="; ".join(one for one in authors if one)[:400],
        year=int(digits) if digits.isdecimal() and 1800 <= int(digits) <= 2100 else None,
        published_in=published_in.strip()[:200],
        doi=doi[:120],
        url=url.strip()[:300] if url.startswith(("http://", "https://")) else "",
        kind=kind,
        fault=fault,
    )
