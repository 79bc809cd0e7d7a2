"""Where a page sends what is being written."""

import json
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rodtrad.accounts.models import User
from rodtrad.core.identity_numbers import IDENTITY_NUMBER_MESSAGE
from rodtrad.core.prose import find_personal_identity_numbers
from rodtrad.drafts.actions import MAX_KEY_LENGTH, discard_draft, save_draft

MAX_BYTES = 300_000


def _refuse(status: HTTPStatus, message: str) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def _lapsed() -> JsonResponse:
    return _refuse(HTTPStatus.UNAUTHORIZED, "Du är utloggad. Logga in igen för att spara.")


def _read(request: HttpRequest) -> tuple[str, dict[str, list[str]], int | None]:
    """The key, fields and version in a request.

    Raises:
        ValueError: when the request is not a draft.
    """
    if request.content_type == "application/json":
        sent: Any = json.loads(request.body)
        if not isinstance(sent, dict) or not isinstance(sent.get("values", {}), dict):
            raise ValueError("not a draft")
        key, revision = sent.get("key"), sent.get("base_revision")
        fields: dict[str, Any] = sent.get("values", {})
    else:
        posted = {name: request.POST.getlist(name) for name in request.POST}
        key = posted.pop("key", [""])[0]
        revision = posted.pop("base_revision", [None])[0]
        fields = posted
    if not isinstance(key, str) or not 0 < len(key) <= MAX_KEY_LENGTH:
        raise ValueError("no key")
    values: dict[str, list[str]] = {}
    for name, value in fields.items():
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError("a field is not a list of texts")
        values[name] = value
    number = None if revision in (None, "") else int(revision)
    if number is not None and not 0 <= number < 2**31:
        raise ValueError("no such version")
    return key, values, number


# Answers 401 itself: a redirect to the login page would look to the script as if it was saved.
@login_not_required
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keep a draft: 204 when kept, 401 when signed out, 413 when too large, 400 when not one.

    422 when a personal identity number stands in it.
    """
    if not isinstance(request.user, User):
        return _lapsed()
    if len(request.body) > MAX_BYTES:
        return _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Texten är för lång för ett utkast.")
    try:
        key, values, revision = _read(request)
    except (ValueError, TypeError, UnicodeDecodeError):
        return _refuse(HTTPStatus.BAD_REQUEST, "Det gick inte att läsa utkastet.")
    found = [
        number
        for texts in values.values()
        for text in texts
        for number in find_personal_identity_numbers(text)
    ]
    if found:
        # What the form itself will refuse is not kept for a year beforehand.
        message = IDENTITY_NUMBER_MESSAGE % {"found": ", ".join(found)}
        return _refuse(HTTPStatus.UNPROCESSABLE_ENTITY, message)
    save_draft(
        user=request.user,
        key=key,
        values=values,
        base_revision=revision,
        now=timezone.now(),
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@login_not_required
@require_POST
def draft_discard(request: HttpRequest) -> HttpResponse:
    """Throw away a draft; answers as `draft_save`."""
    if not isinstance(request.user, User):
        return _lapsed()
    try:
        key, _, _ = _read(request)
    except (ValueError, TypeError, UnicodeDecodeError):
        return _refuse(HTTPStatus.BAD_REQUEST, "Det gick inte att läsa utkastet.")
    discard_draft(request.user, key)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
