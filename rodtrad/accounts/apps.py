"""Who a person is and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who a person is and how they sign in."""

    name = "rodtrad.accounts"
    verbose_name = "Konton"
