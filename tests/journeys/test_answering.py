"""A survey is answered on a telephone, without scripts, by many at once."""

import http.client
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rodtrad.accounts.models import User
from rodtrad.surveys import actions
from rodtrad.surveys.models import Response, Survey, SurveyUnit
from rodtrad.surveys.tests.helpers import SAFE, draft, part_of, question
from tests.world import World

ARRIVING = 300


def open_survey(world: World) -> Survey:
    today = timezone.localdate()
    survey = draft(world, opens=today, closes=today + timedelta(days=10))
    actions.translate_survey(
        survey,
        language="ar",
        title="الأمان في المدرسة",
        intro="",
        questions={question(survey, SAFE).pk: "هل تشعر بالأمان في المدرسة؟"},
        options={"Helt och hållet": "تماماً"},
        by=world.principal,
    )
    return actions.publish_survey(survey, on=today, by=world.principal)


def test_a_guardian_answers_on_a_phone_without_scripts(
    browser: Browser, django_db_serialized_rollback: None, live_server: LiveServer, world: World
) -> None:
    part = part_of(open_survey(world))
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 320, "height": 640},
        java_script_enabled=False,
        locale="sv-SE",
    )
    page = context.new_page()
    page.goto(reverse("answer_survey", args=[part.code]))
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="إرسال الإجابات").click()
    expect(page.get_by_role("alert")).to_contain_text("لم تجب عن أي سؤال بعد")
    page.get_by_role("group", name="هل تشعر بالأمان في المدرسة؟").get_by_label("تماماً").check()
    page.get_by_role("button", name="إرسال الإجابات").click()

    expect(page.get_by_role("heading", name="شكراً على إجاباتك!")).to_be_visible()
    assert page.viewport_size is not None
    assert Response.objects.count() == 1
    assert context.cookies() == []
    context.close()


def test_a_principal_asks_and_reads_what_was_answered(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    sign_in(world.principal)
    page.goto("/enkater/")
    page.get_by_role("link", name="Ny enkät").click()
    page.get_by_label("Rubrik").fill("Arbetsro i höst")
    page.get_by_role("button", name="Fortsätt till frågorna").click()
    page.get_by_label("Hur ofta är det arbetsro på lektionerna?").check()
    page.get_by_role("button", name="Lägg till de valda").click()
    page.get_by_role("link", name="Publicera enkäten").click()
    page.get_by_role("button", name="Publicera enkäten").click()
    expect(page.get_by_text("Enkäten är publicerad")).to_be_visible()

    part = SurveyUnit.objects.get(survey__title="Arbetsro i höst")
    asked = part.survey.questions.get()
    for label in ["Alltid"] * 4 + ["Sällan"] * 2:
        chosen = {asked.pk: asked.options.get(label=label).pk}
        actions.submit_answers(
            part, actions.Submission(uuid.uuid4(), chosen), today=timezone.localdate()
        )
    page.reload()
    page.get_by_role("link", name="Stäng enkäten").click()
    page.get_by_role("button", name="Stäng enkäten").click()

    expect(page.get_by_role("cell", name="67 %", exact=True)).to_be_visible()
    page.goto("/delaktighet/")
    expect(page.get_by_text("Svarade på enkäten ”Arbetsro i höst”")).to_be_visible()


def test_none_of_many_answers_is_lost_or_doubled(
    django_db_serialized_rollback: None, live_server: LiveServer, world: World
) -> None:
    survey = open_survey(world)
    part, asked = part_of(survey), question(survey, SAFE)
    options = [option.pk for option in asked.options.all()]
    where = urlsplit(live_server.url)

    def send(number: int) -> int:
        """Send one person's answers, every tenth twice."""
        receipt, status = uuid.uuid4(), 0
        for _ in range(2 if number % 10 == 0 else 1):
            connection = http.client.HTTPConnection(where.netloc, timeout=30)
            connection.request(
                "POST",
                reverse("answer_survey", args=[part.code]),
                urlencode({"kvitto": receipt, f"fraga-{asked.pk}": options[number % 3]}),
                {"Content-Type": "application/x-www-form-urlencoded", "Host": where.netloc},
            )
            status = connection.getresponse().status
            connection.close()
        return status

    with ThreadPoolExecutor(max_workers=12) as people:
        statuses = Counter(people.map(send, range(ARRIVING)))

    assert statuses == {302: ARRIVING}
    stored = Counter(Response.objects.values_list("answers__option", flat=True))
    assert stored == dict.fromkeys(options[:3], ARRIVING // 3)
