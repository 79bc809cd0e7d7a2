"""Pages of series."""

from django.http import Http404, HttpRequest, HttpResponse


def series_detail(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Not reachable."""
    raise Http404


def measurement_create(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Not reachable."""
    raise Http404


def measurement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def validity_edit(request: HttpRequest, pk: int, code: str, year: str) -> HttpResponse:
    """Not reachable."""
    raise Http404
