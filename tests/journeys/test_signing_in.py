"""Signing in, in a browser."""

from playwright.sync_api import Page

from tests.journeys.looking import axe, looks, overflows


@looks
def test_the_page_for_signing_in_can_be_used_by_all(page: Page) -> None:
    page.goto("/konto/logga-in/")
    assert axe(page) == []
    assert not overflows(page)


def test_whoever_is_not_signed_in_is_led_to_the_page_for_signing_in(page: Page) -> None:
    page.goto("/")
    assert "/konto/logga-in/" in page.url
