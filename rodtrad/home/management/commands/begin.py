"""The first steps of an installation: the municipality, the school year and who administers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.organisation.actions import add_person, add_school_year, give_assignment, open_unit
from rodtrad.organisation.models import Role, SchoolYear, Unit


class Command(BaseCommand):
    """Gives an empty installation somebody who can sign in and build the rest in the pages."""

    help = "Lägger upp huvudmannen och den första administratören i en tom installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who the municipality and the administrator are."""
        parser.add_argument("--municipality", required=True, help="Huvudmannens namn.")
        parser.add_argument("--code", required=True, help="Kommunkoden, till exempel 1286.")
        parser.add_argument("--name", required=True, help="Administratörens namn.")
        parser.add_argument("--email", required=True, help="Administratörens e-postadress.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Set up what nobody could do in the pages.

        Raises:
            CommandError: when the installation is not empty, or something written is wrong.
        """
        if Unit.objects.exists():
            raise CommandError("Det finns redan enheter. Lägg upp fler under Administration.")
        today = timezone.localdate()
        year = YearSpan.of(today)
        try:
            top = open_unit(
                parent=None,
                name=options["municipality"],
                kind=Unit.Kind.MUNICIPALITY,
                code=options["code"],
                opened=year.starts,
                by=None,
            )
            person = add_person(name=options["name"], email=options["email"], by=None)
            role = Role.objects.get(code="administrator")
            give_assignment(person, role=role, unit=top, starts=today, by=None)
            if not SchoolYear.objects.filter(pk=year.start).exists():
                add_school_year(year.start, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{top} är upplagd och {person} administrerar.")
        self.stdout.write(
            "Välj lösenord: öppna inloggningen, välj Glömt lösenordet och skriv e-postadressen."
        )
