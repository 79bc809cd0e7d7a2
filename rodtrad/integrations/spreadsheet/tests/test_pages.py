"""The way through the pages: upload, confirm the columns, look at the rows, bring in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.indicators.models import ImportRun, Measurement
from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet import actions
from rodtrad.integrations.spreadsheet.forms import UnitsForm
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.units import Units
from tests.world import World

HEADINGS = ["Skola", "Läsår", "Kön", "Andel", "Handläggare"]
ROW = ["Västerportskolan", "2024/25", "flickor", "83,8", "Kim"]


def browser(user: User) -> Any:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def admin(world: World) -> Any:
    return browser(world.administrator)


def upload(client: Any, data: bytes, name: str = "prov.csv") -> Any:
    return client.post(reverse("sheet_create"), {"file": SimpleUploadedFile(name, data)})


def sent(*rows: list[Any]) -> bytes:
    return files.csv_file([HEADINGS, *rows])


def bring_in(client: Any, address: str, *, follow: bool = False) -> Any:
    """Say yes to what the page shows would happen."""
    return client.post(address, {"provad": client.get(address).context["digest"]}, follow=follow)


def as_shown(client: Any, address: str, **changed: Any) -> dict[str, Any]:
    """The form as the page shows it, with some of its answers changed."""
    form = client.get(address).context["form"]
    values = {bound.html_name: bound.value() for bound in form} | changed
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def test_a_new_file_goes_all_the_way_and_the_next_one_is_known(world: World, admin: Any) -> None:
    answer = upload(admin, sent(ROW))
    file = SheetFile.objects.get()
    columns = reverse("sheet_edit", args=[file.pk])
    assert answer.url == columns
    # The guess: by number of the column.
    guessed = admin.get(columns).context["form"].initial
    assert [guessed[role] for role in ("unit", "period", "gender", "value")] == list("0123")
    chosen = as_shown(admin, columns, of=world.share.pk, source="Proven", name="Prov")
    answer = admin.post(columns, chosen)
    detail = reverse("sheet_detail", args=[file.pk])
    assert answer.url == detail
    page = admin.get(detail).content.decode()
    assert "Läs in filen" in page
    assert "Nytt värde" in page
    assert not Measurement.objects.exclude(run=None).exists()
    answer = bring_in(admin, detail)
    run = ImportRun.objects.get()
    assert answer.url == reverse("import_detail", args=[run.pk])
    assert "Lade till 1 värde" in admin.get(answer.url).content.decode()
    assert Measurement.objects.get(run=run).shown == "83,8\u00a0%"
    # Going back, or clicking once more, leads to what was done.
    assert admin.post(detail).url == admin.get(detail).url == answer.url
    assert ImportRun.objects.count() == 1
    mapping = SheetMapping.objects.get(name="Prov")
    assert mapping.used_at
    assert {one.heading: one.role for one in mapping.columns.all()} == {
        "Skola": "unit",
        "Läsår": "period",
        "Kön": "gender",
        "Andel": "value",
        "Handläggare": "",
    }
    # The same headings in another order: straight to the rows.
    other = files.xlsx([[HEADINGS[n] for n in (4, 3, 2, 1, 0)], [ROW[n] for n in (4, 3, 2, 1, 0)]])
    answer = upload(admin, other, "prov2.xlsx")
    assert answer.url == reverse("sheet_detail", args=[SheetFile.objects.latest("pk").pk])
    assert "Ingenting ändras" in admin.get(answer.url).content.decode()


def test_a_file_without_a_period_asks_for_it_each_time(world: World, admin: Any) -> None:
    data = files.csv_file([["Skola", "Andel"], ["Västerportskolan", "83,8"]])
    upload(admin, data)
    address = reverse("sheet_edit", args=[SheetFile.objects.get().pk])
    answer = admin.post(address, as_shown(admin, address, of=world.share.pk, name="Utan period"))
    assert answer.status_code == 422
    assert "Skriv vilken period" in answer.content.decode()
    filled = as_shown(
        admin, address, of=world.share.pk, name="Utan period", whole_period="läsår 24/25"
    )
    assert admin.post(address, filled).status_code == 422
    assert admin.post(address, filled | {"whole_period": "2024/25"}).status_code == 302
    answer = upload(admin, data)
    again = SheetFile.objects.latest("pk")
    assert answer.url == reverse("sheet_edit", args=[again.pk])
    address = answer.url
    assert admin.post(address, as_shown(admin, address, whole_period="2025/26")).status_code == 302
    again.refresh_from_db()
    assert again.period == "2025/26"
    assert SheetMapping.objects.saved().count() == 1


def test_half_a_choice_is_told_at_the_field(world: World, admin: Any) -> None:
    upload(admin, sent(ROW))
    address = reverse("sheet_edit", args=[SheetFile.objects.get().pk])
    answer = admin.post(address, as_shown(admin, address, unit=""))
    assert answer.status_code == 422
    assert "vilken enhet" in str(answer.context["form"].errors["unit"])
    answer = admin.post(address, as_shown(admin, address, value="1"))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert "vilken indikator" in str(errors["of"])
    assert "två gånger" in str(errors["value"])


def test_a_name_that_is_taken_is_not_written_over(world: World, admin: Any) -> None:
    SheetMapping.objects.create(name="Prov")
    upload(admin, sent(ROW))
    address = reverse("sheet_edit", args=[SheetFile.objects.get().pk])
    answer = admin.post(address, as_shown(admin, address, of=world.share.pk, name="Prov"))
    assert answer.status_code == 422
    assert "redan ett kolumnval" in answer.content.decode()


def prepared(admin: Any, world: World, *rows: list[Any]) -> str:
    """The address of the rows' fates, of a file whose columns are chosen."""
    upload(admin, sent(*rows))
    file = SheetFile.objects.latest("pk")
    address = reverse("sheet_edit", args=[file.pk])
    admin.post(address, as_shown(admin, address, of=world.share.pk))
    return reverse("sheet_detail", args=[file.pk])


def test_wrong_rows_are_shown_filtered_and_taken_along(world: World, admin: Any) -> None:
    wrong = ["Västerport", *ROW[1:]]
    detail = prepared(admin, world, ROW, wrong, [*ROW[:3], "", "=2+5"])
    page = admin.get(detail).content.decode()
    assert "Rätta filen först" in page
    assert "Läs in filen</button>" not in page
    only = admin.get(detail, {"utfall": "wrong"}).content.decode()
    assert "ingen av våra enheter" in only
    assert "Inget värde</" not in only.split("<tbody>")[1]
    for ending in ("xlsx", "csv"):
        taken = admin.get(detail, {"format": ending, "utfall": "wrong"})
        assert taken["Content-Disposition"].endswith(f".{ending}")
    assert "”Västerport” är ingen" in taken.content.decode("utf-8-sig")
    # What is posted all the same stores nothing.
    answer = bring_in(admin, detail, follow=True).content.decode()
    assert "ingenting har sparats" in answer
    assert not Measurement.objects.exclude(run=None).exists()
    assert ImportRun.objects.get().state == ImportRun.State.FAILED


def test_unknown_names_are_settled_without_changing_the_file(world: World, admin: Any) -> None:
    detail = prepared(admin, world, ["Västerportsskolan", *ROW[1:]], ["Riket", *ROW[1:]])
    address = f"{detail}enheter/"
    assert address in admin.get(detail).content.decode()
    form = admin.get(address).context["form"]
    names = {field.label: name for name, field in form.fields.items()}
    # The one that is spelt almost alike is proposed.
    assert form[names["Västerportsskolan"]].value() == str(world.school.pk)
    answer = admin.post(address, {names["Västerportsskolan"]: world.school.pk, names["Riket"]: "-"})
    assert answer.url == detail
    page = admin.get(detail)
    assert [line.fate for line, _ in page.context["rows"]] == ["new", "skipped"]
    assert bring_in(admin, detail).status_code == 302
    assert Measurement.objects.exclude(run=None).get().unit == world.school


def test_a_workbook_with_several_sheets_asks_which(world: World, admin: Any) -> None:
    answer = upload(admin, files.xlsx([["Titel", "x"], ["y", "z"]], [HEADINGS, ROW]), "bok.xlsx")
    file = SheetFile.objects.get()
    assert answer.url == reverse("sheet_choose", args=[file.pk])
    assert "Blad 2" in admin.get(answer.url).content.decode()
    assert admin.post(answer.url, {"sheet": "Blad 9"}).status_code == 422
    answer = admin.post(answer.url, {"sheet": "Blad 2"})
    assert answer.url == reverse("sheet_edit", args=[file.pk])
    assert "Handläggare" in admin.get(answer.url).content.decode()


def test_a_text_file_has_no_sheets_to_choose_among(world: World, admin: Any) -> None:
    upload(admin, sent(ROW))
    pk = SheetFile.objects.get().pk
    answer = admin.get(reverse("sheet_choose", args=[pk]))
    assert answer.url == reverse("sheet_edit", args=[pk])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "inget kalkylark"),
        (b"", "tom"),
        (files.xlsx([HEADINGS, ROW])[:2500], "avklippt"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
    ],
)
def test_a_bad_file_is_explained_at_once(world: World, admin: Any, data: bytes, words: str) -> None:
    answer = upload(admin, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SheetFile.objects.exists()


def test_merged_headings_are_explained_with_a_way_on(world: World, admin: Any) -> None:
    answer = upload(admin, files.xlsx([HEADINGS, ROW], merged="C1:D1"), "a.xlsx")
    page = admin.get(answer.url)
    assert page.status_code == 422
    assert "sammanslagna" in page.content.decode()
    assert "Ladda upp en rättad fil" in page.content.decode()


def test_a_file_is_nobody_elses_and_can_be_removed(world: World, admin: Any) -> None:
    detail = prepared(admin, world, ROW)
    assert browser(world.development_head).get(detail).status_code == 404
    assert browser(world.development_head).post(f"{detail}ta-bort/").status_code == 404
    assert browser(world.principal).get(reverse("sheet_create")).status_code == 404
    assert "prov.csv" in admin.get(reverse("sheet_create")).content.decode()
    assert admin.post(f"{detail}ta-bort/").status_code == 302
    assert admin.get(detail).status_code == 404
    assert not SheetMapping.objects.exists()


@pytest.fixture
def mapping(world: World, admin: Any) -> SheetMapping:
    upload(admin, sent(ROW))
    address = reverse("sheet_edit", args=[SheetFile.objects.get().pk])
    admin.post(address, as_shown(admin, address, of=world.share.pk, name="Prov"))
    found: SheetMapping = SheetMapping.objects.get()
    return found


def test_a_saved_choice_is_listed_changed_and_removed(
    world: World, admin: Any, mapping: SheetMapping
) -> None:
    listed = admin.get(reverse("mapping_list")).content.decode()
    assert "Prov" in listed
    assert "Skola: enhet" in listed
    assert admin.get(reverse("mapping_list"), {"format": "xlsx"}).status_code == 200
    address = reverse("mapping_edit", args=[mapping.pk])
    # Two columns change places.
    filled = as_shown(admin, address, value="4", gender="", name="Nytt namn")
    assert admin.post(address, filled).status_code == 302
    mapping.refresh_from_db()
    assert mapping.name == "Nytt namn"
    roles = {one.heading: one.role for one in mapping.columns.all()}
    assert (roles["Handläggare"], roles["Andel"], roles["Kön"]) == ("value", "", "")
    # Somebody else's change in between is shown, not written over.
    assert admin.post(address, filled).status_code == 409
    assert admin.post(reverse("mapping_remove", args=[mapping.pk])).status_code == 302
    assert not SheetMapping.objects.exists()
    # The file that waited is still there, and asks for its columns again.
    file = SheetFile.objects.get()
    assert admin.get(reverse("sheet_detail", args=[file.pk])).url == reverse(
        "sheet_edit", args=[file.pk]
    )


def test_what_was_said_of_names_can_be_changed(
    world: World, admin: Any, mapping: SheetMapping
) -> None:
    mapping.units.create(written="V-skolan", unit=world.school)
    mapping.units.create(written="Riket")
    address = reverse("mapping_units", args=[mapping.pk])
    form = admin.get(address).context["form"]
    names = {field.label: name for name, field in form.fields.items()}
    admin.post(address, {names["V-skolan"]: world.other_school.pk, names["Riket"]: "?"})
    assert [(one.written, one.unit) for one in mapping.units.all()] == [
        ("V-skolan", world.other_school)
    ]


def test_a_template_is_downloaded_filled_in_and_brought_back(world: World, admin: Any) -> None:
    address = reverse("template_create")
    form = {"indicator": world.share.pk, "period": "2024/25", "format": "csv"}
    taken = admin.post(address, form)
    assert taken["Content-Disposition"].endswith(".csv")
    lines = taken.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Enhetskod;Enhetens namn;Indikator;Period;Kön;Värde")
    assert len(lines) == 1 + 3
    filled = [
        line.replace(";Alla;;;", ";Alla;77,5;;") if "54436997" in line else line for line in lines
    ]
    answer = upload(admin, "\n".join(filled).encode("utf-8-sig"), "mall.csv")
    page = admin.get(answer.url).content.decode()
    assert "Läs in filen" in page
    bring_in(admin, answer.url)
    assert Measurement.objects.exclude(run=None).get().shown == "77,5\u00a0%"


def test_a_template_needs_a_period_that_is_one(world: World, admin: Any) -> None:
    form = {"indicator": world.share.pk, "period": "i våras", "format": "csv"}
    answer = admin.post(reverse("template_create"), form)
    assert answer.status_code == 422
    assert "inte en period" in answer.content.decode()


def test_a_saved_choice_keeps_its_columns_whatever_the_capitals(
    world: World, admin: Any, mapping: SheetMapping
) -> None:
    """The same file with other capitals, gone over once more without a change."""
    before = {one.heading: one.role for one in mapping.columns.all()}
    data = files.csv_file([[one.upper() for one in HEADINGS], ROW])
    upload(admin, data)
    address = reverse("sheet_edit", args=[SheetFile.objects.latest("pk").pk])
    admin.post(address, as_shown(admin, address))
    assert {one.heading: one.role for one in mapping.columns.all()} == before


def test_a_column_that_the_saved_choice_lacked_is_added_to_it(
    world: World, admin: Any, mapping: SheetMapping
) -> None:
    actions.change_mapping(
        mapping,
        revision=mapping.revision,
        roles={
            **{one.role: one.heading for one in mapping.columns.all() if one.role},
            "denominator": "Antal svar",
        },
        name=mapping.name,
        by=world.administrator,
        source=mapping.source,
        indicator=mapping.indicator,
        decimal=mapping.decimal,
        as_fractions=mapping.as_fractions,
        skip_unknown=mapping.skip_unknown,
    )
    assert mapping.columns.get(role="denominator").heading == "Antal svar"


def test_a_name_is_answered_by_itself_in_whatever_order_names_are_shown(world: World) -> None:
    units = Units(world.administrator).all
    shown = {
        tuple(names): UnitsForm(names=names, units=units, start={}, counts={}).fields
        for names in (["Öst", "Väst"], ["Väst", "Öst"])
    }
    first, second = shown.values()
    assert {name: field.label for name, field in first.items()} == {
        name: field.label for name, field in second.items()
    }
