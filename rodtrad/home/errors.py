"""What is shown when something cannot be: each page says what happened and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its proof: the session has lapsed, or cookies are off."""
    return render(request, "core/errors/csrf.html", status=403)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    return render(request, "core/errors/400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not do this."""
    return render(request, "core/errors/403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What one may not reach is not there."""
    return render(request, "core/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. Rendered without the request: what broke may be what a page needs."""
    return HttpResponse(render_to_string("core/errors/500.html"), status=500)
