"""Which school year and which unit a page is about: read from the address, with good defaults."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.organisation.access import own_units, reach_filter, units_open_to
from rodtrad.organisation.models import Unit


def signed_in(request: HttpRequest) -> User:
    """The person behind the request.

    Raises:
        Http404: for a request without a person; the login middleware stops those before.
    """
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def chosen_year(request: HttpRequest) -> YearSpan:
    """The school year in the address (?lasar=2025-26), else the running one.

    Raises:
        Http404: when the address names no school year.
    """
    text = request.GET.get("lasar", "")
    if not text:
        return YearSpan.of(timezone.localdate())
    return parse_year(text)


def parse_year(text: str) -> YearSpan:
    """The school year written as "2025-26" or "2025/26".

    Raises:
        Http404: when it is none.
    """
    try:
        return YearSpan.parse(text)
    except ValueError as error:
        raise Http404(str(error)) from error


def chosen_unit(request: HttpRequest, permission: str) -> Unit | None:
    """The unit in the address (?enhet=CODE), else the person's own when there is just one.

    Whose role is limited to a school form has an assignment at the administration without
    reaching it: then none is chosen, for each link to it would lead nowhere.

    Raises:
        Http404: when the address names a unit that the person does not reach.
    """
    user = signed_in(request)
    code = request.GET.get("enhet", "")
    if code:
        unit = units_open_to(user, permission).filter(code=code).first()
        if unit is None:
            raise Http404
        return unit
    own = list(own_units(user, permission).filter(reach_filter(user, permission))[:2])
    return own[0] if len(own) == 1 else None
