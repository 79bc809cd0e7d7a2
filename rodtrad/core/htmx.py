"""What htmx needs from every answer."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HtmxLoginMiddleware:
    """Sends the whole page to the login when a session has lapsed, never a part of it.

    The browser follows a redirect before htmx sees it, and the login page would land inside the
    part that was asked for. HX-Redirect moves the page, and next= leads back to where it was.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the redirect made into one that htmx understands."""
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.headers.get("HX-Request") != "true" or response.status_code not in (301, 302):
            return response
        login = resolve_url(settings.LOGIN_URL)
        if urlsplit(response.headers.get("Location", "")).path != login:
            return response
        back = urlsplit(request.headers.get("HX-Current-URL", ""))
        # Only the path: where to come back to is on this site whatever the header says.
        path = back.path + (f"?{back.query}" if back.query else "") or "/"
        moved = HttpResponse(status=200)
        moved["HX-Redirect"] = f"{login}?{urlencode({'next': path})}"
        patch_vary_headers(moved, ["HX-Request"])
        return moved
