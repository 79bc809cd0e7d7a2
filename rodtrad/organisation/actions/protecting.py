"""Making a person unknown here: the name goes from the account and the log."""

from datetime import date

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.audit.models import Event
from rodtrad.organisation.access import forget_reaches
from rodtrad.organisation.models import Assignment

# Nothing in it says why: that too would point the person out.
UNNAMED = "Tidigare medarbetare"


@transaction.atomic
def forget_person(person: User, *, on: date, by: User | None) -> User:
    """Take away all that names a person, and shut the account; what they wrote stays, unnamed.

    Asked for when a person's identity becomes protected. It cannot be undone.
    """
    name = person.name
    assignments = Assignment.objects.filter(user=person)
    numbers = [str(pk) for pk in assignments.values_list("pk", flat=True)]
    running = assignments.running_on(on)
    running.filter(starts__lte=on).update(ends=on)
    assignments.filter(starts__gt=on).delete()
    person.name, person.title = UNNAMED, ""
    person.email = f"borttagen-{person.pk}@example.invalid"
    person.is_active = False
    person.set_unusable_password()
    person.save()
    person.emailaddress_set.all().delete()  # type: ignore[attr-defined]  # allauth's own table
    forget_reaches(person)
    # The log is never changed in what happened; whose name stood there must still go.
    Event.objects.filter(target_type="accounts.user", target_id=str(person.pk)).update(
        target_label=UNNAMED
    )
    Event.objects.filter(target_type="organisation.assignment", target_id__in=numbers).update(
        target_label=UNNAMED
    )
    for event in Event.objects.filter(target_label__contains=name):
        label = event.target_label.replace(name, UNNAMED)
        Event.objects.filter(pk=event.pk).update(target_label=label)
    record("person.forgotten", by=by, target=person, unit_id=None)
    return person
