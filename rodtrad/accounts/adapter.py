"""What the sign-in library asks us to decide."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are added by an administrator: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject with the product's name, not that of the machine."""
        return f"Rödtråd: {subject}"
