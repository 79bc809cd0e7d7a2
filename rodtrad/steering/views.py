"""Pages of steering documents."""

from django.http import Http404, HttpRequest, HttpResponse


def document_list(request: HttpRequest) -> HttpResponse:
    """Not reachable."""
    raise Http404


def document_create(request: HttpRequest) -> HttpResponse:
    """Not reachable."""
    raise Http404


def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def document_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def requirement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def requirement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404
