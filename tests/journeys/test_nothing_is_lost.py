"""What somebody has written is there afterwards, whatever happens in between."""

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from rodtrad.accounts.models import User
from rodtrad.goals.models import Goal
from rodtrad.reports.actions import write_section
from rodtrad.reports.models import Section
from tests.world import PASSWORD, World

SignIn = Callable[[User], None]

WRITTEN = "Eleverna läser längre texter än i fjol."


def _section(world: World) -> Section:
    return world.report.sections.all()[0]


def _open(page: Page, section: Section) -> Locator:
    """The editor of a section."""
    page.goto(f"/avsnitt/{section.pk}/")
    return page.locator("trix-editor")


def _write(editor: Locator, text: str) -> None:
    editor.click()
    editor.press_sequentially(text)


def _said(page: Page) -> Locator:
    """The line under a form that says where the draft is."""
    return page.locator("[data-draft-line]")


def _sign_in_again(page: Page, user: User) -> None:
    """Through the page for signing in, as after a long lunch."""
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def test_a_report_text_is_kept_as_one_types(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    section = _section(world)
    _write(_open(page, section), WRITTEN)
    expect(_said(page)).to_contain_text("Utkast sparat")

    page.reload()

    expect(page.locator("trix-editor")).to_contain_text(WRITTEN)
    expect(page.get_by_text("är tillbaka")).to_be_visible()
    section.refresh_from_db()
    assert WRITTEN not in section.text


def test_a_goal_form_is_kept_as_one_types(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    page.goto(f"/mal/nytt/?enhet={world.school.code}")
    page.get_by_role("textbox", name="Mål", exact=True).fill("Eleverna räknar med säkerhet")
    page.get_by_label("Identifierad brist").check()
    page.get_by_label("Inriktningen på kvalitetsarbetet").check()
    expect(_said(page)).to_contain_text("Utkast sparat")

    page.reload()

    expect(page.get_by_role("textbox", name="Mål", exact=True)).to_have_value(
        "Eleverna räknar med säkerhet"
    )
    expect(page.get_by_label("Identifierad brist")).to_be_checked()
    expect(page.get_by_label("Inriktningen på kvalitetsarbetet")).to_be_checked()


def test_a_draft_follows_the_person_to_another_computer(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    section = _section(world)
    _write(_open(page, section), WRITTEN)
    expect(_said(page)).to_contain_text("Utkast sparat")

    page.evaluate("() => localStorage.clear()")
    page.reload()

    expect(page.locator("trix-editor")).to_contain_text(WRITTEN)


def test_a_draft_can_be_thrown_away(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    section = _section(world)
    _write(_open(page, section), WRITTEN)
    expect(_said(page)).to_contain_text("Utkast sparat")
    page.reload()

    page.get_by_role("button", name="Kasta utkastet").click()

    expect(_said(page)).to_contain_text("Utkastet är kastat")
    expect(page.locator("trix-editor")).not_to_contain_text(WRITTEN)
    page.reload()
    expect(page.locator("trix-editor")).not_to_contain_text(WRITTEN)


def test_a_session_that_lapses_while_one_types_takes_nothing(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    editor = _open(page, _section(world))
    Session.objects.all().delete()
    _write(editor, WRITTEN)
    expect(_said(page)).to_contain_text("Du har loggats ut")

    page.get_by_role("link", name="Logga in igen").click()
    _sign_in_again(page, world.principal)

    expect(page.locator("trix-editor")).to_contain_text(WRITTEN)


def test_a_session_that_lapses_before_one_saves_takes_nothing(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    section = _section(world)
    editor = _open(page, section)
    expect(page.locator("trix-toolbar")).to_be_visible()
    _write(editor, WRITTEN)
    expect(_said(page)).to_contain_text("Utkast sparat")
    _write(editor, " Mer än så.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Spara avsnittet").click()

    expect(page.get_by_role("button", name="Logga in")).to_be_visible()
    _sign_in_again(page, world.principal)

    expect(page.locator("trix-editor")).to_contain_text("Mer än så.")
    page.get_by_role("button", name="Spara avsnittet").click()
    expect(page.get_by_role("status").first).to_contain_text("är sparat")
    section.refresh_from_db()
    assert "Mer än så." in section.text
    assert WRITTEN in section.text


def _change_meanwhile(world: World, section: Section, text: str) -> None:
    section.refresh_from_db()
    write_section(
        section, text=f"<p>{text}</p>", revision=section.revision, by=world.assistant_principal
    )


def test_two_people_on_the_same_text_lose_neither(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    section = _section(world)
    _write(_open(page, section), WRITTEN)
    _change_meanwhile(world, section, "Biträdande rektor skrev först.")

    page.get_by_role("button", name="Spara avsnittet").click()

    expect(page.locator(".theirs").first).to_contain_text("Biträdande rektor skrev först.")
    expect(page.locator("trix-editor")).to_contain_text(WRITTEN)
    page.get_by_role("button", name="Spara min version").click()
    expect(page.get_by_role("status").first).to_contain_text("är sparat")
    section.refresh_from_db()
    assert WRITTEN in section.text
    page.goto(f"/avsnitt/{section.pk}/historik/")
    expect(page.locator("main")).to_contain_text("Biträdande rektor skrev först.")


def test_who_yields_to_the_other_keeps_the_others_text(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    section = _section(world)
    _write(_open(page, section), WRITTEN)
    _change_meanwhile(world, section, "Biträdande rektor skrev först.")
    page.get_by_role("button", name="Spara avsnittet").click()

    expect(page.locator(".theirs").first).to_be_visible()
    page.get_by_role("link", name="Använd den andras").click()

    # The page with both versions holds the text too: wait until it is left.
    expect(page.locator(".theirs")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Biträdande rektor skrev först.")
    expect(_open(page, section)).to_contain_text("Biträdande rektor skrev först.")
    expect(page.locator("trix-editor")).not_to_contain_text(WRITTEN)


def test_two_people_on_the_same_goal_lose_neither(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    page.goto(f"/mal/{world.goal.pk}/andra/")
    page.get_by_label("Önskad effekt").fill("Eleverna förstår och förklarar.")
    goal = Goal.objects.get(pk=world.goal.pk)
    goal.desired_effect = "Den andra skrev det här."
    goal.revision += 1
    goal.save()

    page.get_by_role("button", name="Spara ändringarna").click()

    expect(page.locator(".theirs", has_text="Den andra skrev det här.")).to_be_visible()
    mine = page.get_by_label("Önskad effekt", exact=True)
    expect(mine).to_have_value("Eleverna förstår och förklarar.")
    page.get_by_role("button", name="Spara min version").click()
    expect(page.locator("main")).to_contain_text("Eleverna förstår och förklarar.")


def test_an_earlier_wording_comes_back(page: Page, sign_in: SignIn, world: World) -> None:
    section = _section(world)
    _change_meanwhile(world, section, "Den första lydelsen.")
    _change_meanwhile(world, section, "Den andra lydelsen.")
    sign_in(world.principal)
    page.goto(f"/avsnitt/{section.pk}/historik/")
    first = page.locator(".version").nth(1)
    expect(first).to_contain_text("Den första lydelsen.")

    first.get_by_role("button", name="Återställ den här lydelsen").click()

    expect(page.get_by_role("status").first).to_contain_text("återställd")
    section.refresh_from_db()
    assert section.text == "<p>Den första lydelsen.</p>"
    expect(page.locator(".version")).to_have_count(4)
