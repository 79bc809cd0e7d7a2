"""Dialogues' documents as files: set by the reports' own renderers."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.text import slugify

from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import ReportContent
from rodtrad.reports.views.reading import DOCX

Render = Callable[[ReportContent], bytes]


def file_response(
    content: ReportContent, name: str, *, render_content: Render, content_type: str, ending: str
) -> HttpResponse:
    """A document as a file to download."""
    response = HttpResponse(render_content(content), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.{ending}"'
    return response


def pdf_response(content: ReportContent, name: str) -> HttpResponse:
    """A document as a tagged PDF."""
    return file_response(
        content, name, render_content=to_pdf, content_type="application/pdf", ending="pdf"
    )


def docx_response(content: ReportContent, name: str) -> HttpResponse:
    """A document for Word and LibreOffice."""
    return file_response(content, name, render_content=to_docx, content_type=DOCX, ending="docx")
