"""A spreadsheet on its way in: uploaded, understood, tried row by row, and brought in."""

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet import actions, background, columns, importing, proposal
from rodtrad.integrations.spreadsheet.check import (
    PersonalDataError,
    Role,
    refuse_identity_numbers,
)
from rodtrad.integrations.spreadsheet.forms import (
    ColumnsForm,
    SheetChoiceForm,
    SheetForm,
    UnitsForm,
    said_of,
)
from rodtrad.integrations.spreadsheet.lines import FATES, WRONG, Checked
from rodtrad.integrations.spreadsheet.slots import is_wide
from rodtrad.integrations.spreadsheet.units import Units
from rodtrad.integrations.spreadsheet.values import plain
from rodtrad.integrations.spreadsheet.workbook import MOST_BYTES, SheetError, peek, read
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in

_MARKS = {
    "wrong": "stop",
    "new": "ok",
    "altered": "adjust",
    "unchanged": "closed",
    "empty": "missing",
    "skipped": "closed",
}
_COLUMNS = (
    *("Rad", "Kolumn", "Utfall", "Vad som är fel", "Enhet", "Indikator", "Period", "Kön"),
    *("Värde", "Nuvarande värde"),
)
_SHOWN_ROWS = 5
_MOST_NAMES = 60


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_create(request: HttpRequest) -> HttpResponse:
    """Upload a spreadsheet; those that the person has waiting stand beside."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    now = timezone.now()
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            if sent.size > MOST_BYTES:
                raise SheetError("Filen är för stor. Den får vara högst 20 MB.")
            file = actions.keep_file(sent.read(), file_name=sent.name, by=user, now=now)
        except SheetError as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            add_errors(form, error)
        else:
            replaced = _replaced(request, user)
            if replaced is not None:
                actions.replace_file(replaced, new=file, now=now)
            if file.mapping is not None and file.mapping.name:
                messages.info(request, f"Filen lästes med kolumnvalet ”{file.mapping}”.")
            return _next_step(file)
    waiting = SheetFile.objects.open_to(user, now).waiting().select_related("mapping")
    return form_page(
        request,
        form,
        heading="Läs in ett kalkylark",
        lead="Mätvärden från vilken källa som helst. Filen provas rad för rad, och ingenting "
        "sparas förrän du har sett vad som skulle hända.",
        submit="Fortsätt",
        cancel=reverse("import_list"),
        template="integrations/sheet_create.html",
        waiting=list(waiting),
        saved=SheetMapping.objects.saved().count(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which of the workbook's sheets has the values."""
    user = signed_in(request)
    file = _file(user, pk)
    if file.brought_in_by is not None:
        return redirect("import_detail", file.run_id)
    try:
        sheets = peek(importing.content_of(file, now=timezone.now()))
    except SheetError as error:
        return _broken(request, file, error)
    names = [sheet.name for sheet in sheets]
    if names == [""]:
        # A text file has no sheets.
        return redirect("sheet_edit", file.pk)
    form = SheetChoiceForm(request.POST or None, names=names, initial={"sheet": file.sheet or None})
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_sheet(file, sheet=form.cleaned_data["sheet"], now=timezone.now())
        except SheetError as error:
            form.add_error("sheet", str(error))
        else:
            return _next_step(file)
    return form_page(
        request,
        form,
        heading="Vilket blad har värdena?",
        lead=f"{file.file_name} har {len(names)} blad med innehåll.",
        submit="Fortsätt",
        cancel=reverse("sheet_create"),
        template="integrations/admin_form.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Guess what the columns mean, and let the person confirm or change it."""
    user = signed_in(request)
    now = timezone.now()
    file = _file(user, pk)
    if file.brought_in_by is not None:
        return redirect("import_detail", file.run_id)
    try:
        sheet = read(importing.content_of(file, now=now), file.sheet)
        mapping = _mapping_asked_for(request, file)
        refuse_identity_numbers(sheet)
        wanted = [one.heading for one in mapping.columns.all() if one.role] if mapping else []
        head = columns.head_of(sheet, wanted)
    except SheetError as error:
        return _broken(request, file, error)
    indicators = Indicator.objects.open_to(user, Permission.ADMINISTER).in_use()
    initial = proposal.said(mapping, head) if mapping else proposal.guessed(sheet, head, user)
    headings = proposal.choices_of(head)
    proposed = {role.value: headings[int(initial[role])][0] for role in Role if role in initial}
    initial |= {"whole_period": file.period, "saved": mapping.pk if mapping else None}
    form = ColumnsForm(
        request.POST or None,
        headings=headings,
        indicators=indicators,
        is_wide=is_wide(proposed),
        years=proposal.year_field(head),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        saved = SheetMapping.objects.saved().filter(pk=form.cleaned_data["saved"] or 0).first()
        try:
            actions.choose_columns(
                file,
                roles=proposal.taken_together(head, form.roles()),
                period=form.cleaned_data["whole_period"],
                name=form.cleaned_data["name"],
                saved=saved,
                by=user,
                now=now,
                **form.choice(),
            )
        except SheetError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("sheet_detail", file.pk)
    return form_page(
        request,
        form,
        heading="Vad betyder kolumnerna?",
        lead="Förslaget bygger på rubrikerna och på det som står under dem. "
        "Ändra det som inte stämmer.",
        submit="Prova filen",
        cancel=reverse("sheet_create"),
        template="integrations/sheet_edit.html",
        file=file,
        head=head,
        rows=[
            [plain(row[n]) if n < len(row) else "" for n in range(len(head.names))]
            for row in sheet.rows[head.row + 1 : head.row + 1 + _SHOWN_ROWS]
        ],
        first_row=head.row + 2,
        notices=proposal.notices(head, proposal.taken_together(head, proposed)),
        fitting=proposal.fitting(head, mapping),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row's fate, and the way in when nothing is wrong."""
    user = signed_in(request)
    file = _file(user, pk)
    if file.brought_in_by is not None:
        return redirect("import_detail", file.run_id)
    if request.method == "POST":
        return _bring_in(request, file, user)
    if file.mapping is None or _lacks_period(file):
        return redirect("sheet_edit", file.pk)
    try:
        checked = _checked(file, user)
    except SheetError as error:
        return _broken(request, file, error)
    counts = checked.counts
    fate = request.GET.get("utfall", "")
    if fate not in FATES:
        fate = ""
    lines = [line for line in checked.lines if not fate or line.fate == fate]
    if wanted_format(request):
        rows = [
            (
                *(line.number, line.column, line.label, line.why, line.unit, line.indicator),
                *(line.period, line.gender_label, line.value, line.now),
            )
            for line in lines
        ]
        return table_response(
            request, f"Provläsning {PurePath(file.file_name).stem}", _COLUMNS, rows
        )
    page = page_of(request, lines)
    return render(
        request,
        "integrations/sheet_detail.html",
        {
            "file": file,
            "sentences": importing.sentences(checked, done=False),
            "digest": checked.digest,
            "doubts": checked.doubts(file.mapping),
            "fates": [(key, label, counts[key]) for key, label in FATES.items() if counts[key]],
            "fate": fate,
            "has_columns": checked.has_columns,
            "total": len(checked.lines),
            "page": page,
            "rows": [(line, _MARKS[line.fate]) for line in page.object_list],
            "wrong": counts[WRONG],
            "unknown": len(checked.unknown),
            "may_import": checked.is_right and bool(checked.readings),
            "rename": bool(file.mapping.units.all()),
        },
    )


def _bring_in(request: HttpRequest, file: SheetFile, user: User) -> HttpResponse:
    tried = request.POST.get("provad", "")
    if not tried:
        messages.error(
            request, "Se först vad som skulle hända med raderna, och läs sedan in filen."
        )
        return redirect("sheet_detail", file.pk)
    try:
        if file.file and file.file.size > background.AT_ONCE:
            run = background.queue_sheet(file, tried=tried, by=user)
            return redirect("import_detail", run.pk)
        run = importing.bring_in(file, tried=tried, by=user, now=timezone.now())
    except (SheetError, OSError) as error:
        why = error if isinstance(error, SheetError) else "Filen finns inte kvar."
        messages.error(request, f"Filen gick inte att läsa in, och ingenting har sparats. {why}")
        return redirect("sheet_detail", file.pk)
    messages.success(request, " ".join(run.account_lines))
    return redirect("import_detail", run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which of our units the names in the file that are not known mean."""
    user = signed_in(request)
    file = _file(user, pk)
    if file.brought_in_by is not None:
        return redirect("import_detail", file.run_id)
    if file.mapping is None or file.brought_in_by is not None:
        return redirect("sheet_edit", file.pk)
    try:
        checked = _checked(file, user)
    except SheetError as error:
        return _broken(request, file, error)
    units = Units(user)
    said = said_of(one for one in file.mapping.units.all() if units.concern(one))
    # Those that wait for an answer first, or many answered ones would hide them.
    names = [*(name for name in checked.unknown if name not in said), *said][:_MOST_NAMES]
    liked = {name: units.like(name) for name in names if name not in said}
    start = said | {name: str(unit.pk) for name, unit in liked.items() if unit}
    form = UnitsForm(
        request.POST or None, names=names, units=units.all, start=start, counts=checked.unknown
    )
    if request.method == "POST" and form.is_valid():
        actions.map_units(file.mapping, answers=form.answers(), by=user)
        return redirect("sheet_detail", file.pk)
    return form_page(
        request,
        form,
        heading="Vilka enheter är det?",
        lead="Namnen står i filen men är inte våra enheters. Förslagen bygger på likheten."
        + (" Svaren sparas med kolumnvalet." if file.mapping.name else ""),
        submit="Prova filen igen",
        cancel=reverse("sheet_detail", args=[file.pk]),
        template="integrations/sheet_units.html",
        more=max(0, len(checked.unknown) - _MOST_NAMES),
        is_empty=not names,
    )


@require_POST
def sheet_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an uploaded file."""
    file = _file(signed_in(request), pk)
    try:
        actions.take_away_file(file)
    except SheetError as error:
        messages.error(request, str(error))
        return redirect("sheet_detail", file.pk)
    messages.success(request, f"{file.file_name} är borttagen. Ingenting av den har sparats.")
    return redirect("sheet_create")


def _file(user: User, pk: int) -> SheetFile:
    require_anywhere(user, Permission.ADMINISTER)
    files = (
        SheetFile.objects.open_to(user, timezone.now())
        .select_related("mapping__indicator", "run")
        .prefetch_related("mapping__columns", "mapping__units")
    )
    found: SheetFile = get_object_or_404(files, pk=pk)
    return found


def _replaced(request: HttpRequest, user: User) -> SheetFile | None:
    """The file that the one that is sent is a corrected copy of (?ersatter=)."""
    number = parse_pk(request.GET.get("ersatter", ""))
    if number is None:
        return None
    mine = SheetFile.objects.open_to(user, timezone.now()).waiting().select_related("mapping")
    found: SheetFile | None = mine.filter(pk=number).first()
    return found


def _next_step(file: SheetFile) -> HttpResponse:
    if file.mapping is not None and not _lacks_period(file):
        return redirect("sheet_detail", file.pk)
    sheets = peek(importing.content_of(file, now=timezone.now()))
    asks = file.mapping is None and not file.sheet and len(sheets) > 1
    return redirect("sheet_choose" if asks else "sheet_edit", file.pk)


def _lacks_period(file: SheetFile) -> bool:
    """Whether neither a column nor the person has said what period the file is about."""
    roles = file.mapping.roles() if file.mapping else {}
    return Role.PERIOD not in roles and not file.period and not is_wide(roles)


def _checked(file: SheetFile, user: User) -> Checked:
    return importing.check_file(file, importing.content_of(file, now=timezone.now()), by=user)


def _broken(request: HttpRequest, file: SheetFile, error: SheetError) -> HttpResponse:
    """The page of a file that cannot be understood as a whole, with the ways on."""
    if isinstance(error, PersonalDataError):
        # What may not stand in the system does not lie waiting in it either.
        actions.remove_file(file)
        messages.error(request, f"{error} Filen är borttagen härifrån.")
        return redirect("sheet_create")
    context = {"file": file, "why": str(error)}
    return render(request, "integrations/sheet_broken.html", context, status=422)


def _mapping_asked_for(request: HttpRequest, file: SheetFile) -> SheetMapping | None:
    number = parse_pk(request.GET.get("kolumnval", ""))
    if number is None:
        return file.mapping
    found: SheetMapping = get_object_or_404(SheetMapping.objects.saved(), pk=number)
    return found
