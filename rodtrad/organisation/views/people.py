"""Pages of people and the roles they have."""

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.organisation import forms
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.actions import (
    add_person,
    change_person,
    deactivate_person,
    end_assignment,
    give_assignment,
)
from rodtrad.organisation.models import Assignment, Role
from rodtrad.organisation.queries import (
    find_people,
    people_managed,
    people_seen,
    units_administered,
)
from rodtrad.organisation.scope import signed_in


def running(person: User) -> list[Assignment]:
    """Today's assignments, as find_people loads them."""
    found: list[Assignment] = person.running  # type: ignore[attr-defined]  # from the prefetch
    return found


def person_list(request: HttpRequest) -> HttpResponse:
    """People and their roles today: searched, filtered and taken along."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "roll", "enhet", "visa")}
    unit = None
    if chosen["enhet"]:
        unit = get_object_or_404(units_administered(user), code=chosen["enhet"])
    people = find_people(
        user,
        words=chosen["q"],
        role=chosen["roll"],
        unit=unit,
        state=chosen["visa"],
        today=timezone.localdate(),
    )
    if wanted_format(request):
        return table_response(
            request,
            "Personer",
            ["Namn", "E-postadress", "Titel", "Uppdrag", "Får logga in"],
            [
                (
                    person.name,
                    person.email,
                    person.title,
                    "; ".join(f"{a.role}, {a.unit}" for a in running(person)),
                    "ja" if person.is_active else "nej",
                )
                for person in people
            ],
        )
    return render(
        request,
        "organisation/person_list.html",
        {
            "page": page_of(request, people),
            "roles": Role.objects.all(),
            "units": forms.open_units(user)[:500],
            "chosen": chosen,
            "filtered": any(chosen.values()),
        },
    )


def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, and every role they have had, have or will have."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    person = get_object_or_404(people_seen(user), pk=pk)
    reached = set(units_administered(user).filter(assignments__user=person).values_list("pk"))
    today = timezone.localdate()
    rows = [
        {
            "assignment": assignment,
            "state": _state(assignment),
            "may_end": (assignment.unit_id,) in reached and _state(assignment) != "closed",
        }
        for assignment in person.assignments.select_related("role", "unit", "school_form").order_by(
            "-starts", "-pk"
        )
    ]
    return render(
        request,
        "organisation/person_detail.html",
        {
            "person": person,
            "rows": rows,
            "today": today,
            "managed": people_managed(user).filter(pk=pk).exists(),
            "is_oneself": person == user,
        },
    )


def _state(assignment: Assignment) -> str:
    today = timezone.localdate()
    if assignment.ends is not None and assignment.ends <= today:
        return "closed"
    return "planned" if assignment.starts > today else "progress"


def invite(request: HttpRequest, person: User) -> None:
    """Send the person the link with which they choose a password.

    The same letter as for a forgotten password: one way in, that lapses and works once.
    """
    form = ResetPasswordForm(data={"email": person.email})
    if form.is_valid():
        form.save(request)


def person_create(request: HttpRequest) -> HttpResponse:
    """Add a person, who gets a letter with a link to choose a password."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    form = forms.PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = add_person(**form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            invite(request, person)
            messages.success(
                request,
                f"{person} är upplagd och har fått en länk till {person.email} för att välja "
                "lösenord. Ge nu personen ett uppdrag.",
            )
            return redirect("assignment_create", pk=person.pk)
    return form_page(
        request,
        form,
        heading="Ny person",
        submit="Lägg upp och bjud in",
        cancel=reverse("person_list"),
        lead=(
            "Personen får ett brev med en länk för att välja lösenord. I nästa steg ger du "
            "personen ett uppdrag; det avgör vad personen når."
        ),
    )


def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's name, address or title."""
    user = signed_in(request)
    person = get_object_or_404(people_managed(user), pk=pk)
    form = forms.ChangePersonForm(
        request.POST or None,
        initial={
            "name": person.name,
            "email": person.email,
            "title": person.title,
            "is_active": person.is_active,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_person(person, **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ändringen är sparad.")
            return redirect("person_detail", pk=pk)
    return form_page(
        request,
        form,
        heading="Ändra personuppgifter",
        eyebrow=person.name,
        submit="Spara ändringen",
        cancel=reverse("person_detail", args=[pk]),
    )


@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the letter again."""
    person = get_object_or_404(people_managed(signed_in(request)), pk=pk, is_active=True)
    invite(request, person)
    messages.success(request, f"En länk för att välja lösenord är skickad till {person.email}.")
    return redirect("person_detail", pk=pk)


def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then shut a person out; what they wrote stays."""
    user = signed_in(request)
    person = get_object_or_404(people_managed(user), pk=pk)
    if request.method == "POST":
        try:
            deactivate_person(person, on=timezone.localdate(), by=user)
            messages.success(request, f"{person} kan inte längre logga in.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("person_detail", pk=pk)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Stäng av {person}?",
            "text": (
                "Alla uppdrag slutar i dag och personen kan inte logga in. Det som är skrivet "
                "finns kvar med personens namn."
            ),
            "submit": "Stäng av personen",
            "cancel": reverse("person_detail", args=[pk]),
            "danger": True,
        },
    )


def assignment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role at a unit."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    person = get_object_or_404(people_seen(user), pk=pk)
    form = forms.AssignmentForm(
        request.POST or None, by=user, initial={"starts": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            assignment = give_assignment(person, **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{person} har fått uppdraget {assignment.role}.")
            return redirect("person_detail", pk=pk)
    return form_page(
        request,
        form,
        heading="Nytt uppdrag",
        eyebrow=person.name,
        submit="Ge uppdraget",
        cancel=reverse("person_detail", args=[pk]),
        lead="Rollen avgör vad personen får göra, enheten var.",
    )


def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role from a day."""
    user = signed_in(request)
    assignment = get_object_or_404(
        Assignment.objects.select_related("user", "role", "unit").filter(
            unit__in=units_administered(user)
        ),
        pk=pk,
    )
    form = forms.EndAssignmentForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_assignment(assignment, on=form.cleaned_data["on"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Uppdraget är avslutat från den dagen.")
            return redirect("person_detail", pk=assignment.user_id)
    return form_page(
        request,
        form,
        heading="Avsluta uppdraget",
        eyebrow=f"{assignment.user}: {assignment.role}, {assignment.unit}",
        submit="Avsluta uppdraget",
        cancel=reverse("person_detail", args=[assignment.user_id]),
    )
