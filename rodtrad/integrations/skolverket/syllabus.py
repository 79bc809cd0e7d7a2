"""The headings of the syllabuses, as points that goals can cite."""

from pydantic import BaseModel, Field

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.http import FetchError
from rodtrad.integrations.models import RunChange
from rodtrad.integrations.runs.account import Account, Job, Store
from rodtrad.organisation.models import SchoolForm
from rodtrad.steering.actions import add_requirement, register_document
from rodtrad.steering.models import Requirement, SteeringDocument

REFERENCE = "kursplan"
# The school form, the document that its syllabuses belong to, and its title.
_DOCUMENTS = {
    "GR": ("Lgr22", "Läroplan för grundskolan, förskoleklassen och fritidshemmet 2022"),
    "GRAN": ("Lgra22", "Läroplan för anpassade grundskolan 2022"),
}


class Subject(BaseModel):
    """A subject; only its name and code are used, never the text of its syllabus."""

    code: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=300)


class Subjects(BaseModel):
    """The answer with a list of subjects."""

    subjects: list[Subject]


def fetch_syllabus(job: Job) -> Store:
    """Ask for the subjects of each school form; the rest of the work adds their headings."""
    client = job.client("/syllabus")
    job.progress.plan(len(_DOCUMENTS) + 1)
    found = {}
    for form in _DOCUMENTS:
        job.progress.step("Hämtar ämnena")
        found[form] = client.get(
            "/v1/subjects", Subjects, {"schooltype": form, "timespan": "LATEST"}
        ).subjects
    if not any(found.values()):
        raise FetchError("Skolverket gav inga ämnen. Ingenting ändras.")

    def store(run: ImportRun) -> Account:
        account = Account()
        added = 0
        for form, subjects in found.items():
            if subjects:
                added += _add(run, form, sorted({subject.name for subject in subjects}), account)
        account.lines.append(
            f"{added} nya rubriker att hänvisa till." if added else "Alla rubriker fanns redan."
        )
        account.counts |= {"added": added, "subjects": sum(map(len, found.values()))}
        return account

    return store


def _add(run: ImportRun, form: str, names: list[str], account: Account) -> int:
    document = _document(run, form)
    stored = {
        row.heading: row
        for row in Requirement.objects.filter(document=document, reference=REFERENCE)
    }
    new = [name for name in names if name not in stored]
    forms = SchoolForm.objects.filter(code=form)
    last = document.requirements.order_by("-position").first()
    start = last.position + 1 if last else 0
    for number, name in enumerate(new):
        made = add_requirement(
            document=document,
            school_forms=forms,
            by=run.by,
            reference=REFERENCE,
            heading=name,
            text="",
            position=min(start + number, 32000),
        )
        RunChange.made(run, made)
    gone = sorted(set(stored) - set(names))
    if gone:
        account.note(
            f"Finns inte längre bland ämnena i {document.short}: {', '.join(gone)}. "
            "Ta dem ur bruk om inga mål ska hänvisa till dem."
        )
    return len(new)


def _document(run: ImportRun, form: str) -> SteeringDocument:
    short, title = _DOCUMENTS[form]
    found = SteeringDocument.objects.filter(short__iexact=short).first()
    if found is None:
        found = register_document(
            by=run.by,
            title=title,
            short=short,
            kind=SteeringDocument.Kind.CURRICULUM.value,
            source="Skolverket",
        )
        RunChange.made(run, found)
    return found
