"""What a file really is, whatever it is called."""

import zipfile
from dataclasses import dataclass
from typing import IO

LARGEST = 20 * 1024 * 1024
_ODT = b"application/vnd.oasis.opendocument.text"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that may be stored: its ending and its media type."""

    ending: str
    media_type: str


PDF = FileKind("pdf", "application/pdf")
DOCX = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
ODT = FileKind("odt", _ODT.decode())
KINDS = {kind.ending: kind for kind in (PDF, DOCX, ODT)}


def kind_of(file: IO[bytes]) -> FileKind | None:
    """The kind of a file by its content; None when it is none of those that may be stored.

    Leaves the file at its beginning. A document with macros is none: it could run.
    """
    file.seek(0)
    start = file.read(5)
    file.seek(0)
    if start == b"%PDF-":
        return PDF
    if start[:4] != b"PK\x03\x04":
        return None
    try:
        with zipfile.ZipFile(file) as parts:
            found = _packed(parts)
    # All that the reader raises for an archive that is cut off, damaged or oddly packed:
    # such a file is of no kind that is taken in.
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        found = None
    file.seek(0)
    return found


def _packed(parts: zipfile.ZipFile) -> FileKind | None:
    names = {entry.filename.lower(): entry for entry in parts.infolist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        return None
    if "[content_types].xml" in names and "word/document.xml" in names:
        return DOCX
    marker = names.get("mimetype")
    # Read at most as much as the right answer is long: a packed file can swell without end.
    if marker is not None and marker.file_size == len(_ODT):
        with parts.open(marker) as content:
            return ODT if content.read(len(_ODT)) == _ODT else None
    return None
