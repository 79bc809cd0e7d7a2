"""Pages of definitions."""

from django.http import Http404, HttpRequest, HttpResponse


def indicator_list(request: HttpRequest) -> HttpResponse:
    """Not reachable."""
    raise Http404


def indicator_create(request: HttpRequest) -> HttpResponse:
    """Not reachable."""
    raise Http404


def indicator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def indicator_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404


def break_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Not reachable."""
    raise Http404
