"""The draft that belongs to a form, laid in its page."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString

from rodtrad.accounts.models import User
from rodtrad.drafts.models import Draft

register = template.Library()


@register.simple_tag(takes_context=True)
def draft_for(context: dict[str, Any], key: str) -> SafeString:
    """The person's draft for a form as data for the page; `draft` is null when there is none.

    `user` tells whose it is, so that what lies in a shared browser never reaches somebody else.
    """
    user = context["request"].user
    draft = Draft.objects.filter(user=user, key=key).first() if isinstance(user, User) else None
    data: dict[str, Any] = {"key": key, "user": user.pk, "draft": None}
    if draft is not None:
        data["draft"] = {
            "values": draft.values,
            "base_revision": draft.base_revision,
            "saved_at": int(draft.saved_at.timestamp() * 1000),
            "shown_at": f"{timezone.localtime(draft.saved_at):%H.%M}",
        }
    return json_script(data, f"utkast-{key}")
