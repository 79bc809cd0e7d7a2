"""Subscribing to a wheel: a person's secret addresses, and what calendar programs fetch."""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in
from rodtrad.yearwheel.actions import feeds as actions
from rodtrad.yearwheel.feeds import is_right, secret_of
from rodtrad.yearwheel.models import FeedAddress, Wheel
from rodtrad.yearwheel.queries.placing import placed_of
from rodtrad.yearwheel.queries.reach import readable
from rodtrad.yearwheel.render.calendar import to_calendar
from rodtrad.yearwheel.views.parts import absolute_item_address, wheel_to_read

_TEXT = "text/plain; charset=utf-8"


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """The person's addresses, how to use one, and closing it."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    addresses = FeedAddress.objects.of(user).select_related("kind", "unit")
    response = render(
        request,
        "yearwheel/feed_list.html",
        {"addresses": [(one, address_of(one), _webcal(address_of(one))) for one in addresses]},
    )
    # The page holds secrets: nothing it leads to is told of it.
    response["Referrer-Policy"] = "no-referrer"
    return response


def address_of(address: FeedAddress) -> str:
    """The whole address that a calendar program fetches."""
    path = reverse("calendar_feed", args=[address.public, secret_of(address.public)])
    return f"{settings.SITE_ORIGIN.rstrip('/')}{path}"


def _webcal(address: str) -> str:
    return "webcal:" + address.partition(":")[2]


@require_POST
def feed_create(request: HttpRequest, pk: int) -> HttpResponse:
    """An address for this wheel and the wheels of the years before and after."""
    user = signed_in(request)
    wheel = wheel_to_read(user, pk)
    actions.open_feed(user=user, kind=wheel.kind, unit=wheel.unit)
    messages.success(request, "Adressen är klar. Klistra in den i din kalender.")
    return redirect("feed_list")


@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an address at once; calendars that use it get nothing more."""
    user = signed_in(request)
    address = get_object_or_404(FeedAddress.objects.of(user), pk=pk)
    actions.revoke_feed(address=address, at=timezone.now(), by=user)
    messages.success(request, "Adressen är stängd. Den som har den ser inget mer.")
    return redirect("feed_list")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, public: uuid.UUID, secret: str) -> HttpResponse:
    """A wheel as a calendar, for whoever has the address; as much as its owner may read."""
    response = _feed(request, public, secret)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _feed(request: HttpRequest, public: uuid.UUID, secret: str) -> HttpResponse:
    if not is_right(public, secret):
        # A wrong guess asks the database nothing.
        return HttpResponse("Adressen finns inte.", status=404, content_type=_TEXT)
    now = timezone.now()
    address = (
        FeedAddress.objects.select_related("user", "kind", "unit").filter(public=public).first()
    )
    if address is None:
        return HttpResponse("Adressen finns inte.", status=404, content_type=_TEXT)
    if address.revoked_at is not None:
        return HttpResponse(
            "Adressen är stängd. Gör en ny i Rödtråd, under Årshjul.",
            status=410,
            content_type=_TEXT,
        )
    if not actions.count_fetch(address=address, at=now):
        response = HttpResponse(
            "Adressen hämtas för ofta. Försök igen om en timme.", status=429, content_type=_TEXT
        )
        response["Retry-After"] = "3600"
        return response
    wheels = _wheels(address, address.user)
    if not wheels:
        return HttpResponse(
            "Adressens ägare når inte hjulet längre, eller så är inget fastställt.",
            status=404,
            content_type=_TEXT,
        )
    body = to_calendar(str(address), placed_of(wheels), absolute_item_address)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{address.kind.code}.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={int(timedelta(minutes=30).total_seconds())}"
    return response


def _wheels(address: FeedAddress, user: User) -> list[Wheel]:
    """What the address's owner may read today: the year before, this one and the next."""
    if not user.is_active:
        return []
    year = timezone.localdate().year
    found = readable(user).filter(
        kind=address.kind_id,
        unit=address.unit_id,
        state=Wheel.State.ADOPTED,
        year__gte=year - 2,
        year__lte=year + 1,
    )
    return list(found)
