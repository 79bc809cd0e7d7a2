"""Long lists in pages of fifty, with the page in the address (?sida=2)."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: Any, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page of the rows that the address asks for; out of bounds gives the nearest.

    Args:
        rows: a queryset or a sequence. Two queries for a queryset: the count and the rows.
    """
    return Paginator(rows, size).get_page(request.GET.get("sida"))
