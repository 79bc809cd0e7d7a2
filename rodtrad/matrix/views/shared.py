"""What the pages of the matrix have in common: fetching, and doing what may be refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from rodtrad.accounts.models import User
from rodtrad.matrix.models import Area, Criterion, MatrixVersion, SelfAssessment
from rodtrad.matrix.queries.matrix import may_edit, readable_versions
from rodtrad.organisation.access import Permission

LOADED = ("unit", "campaign__school_year", "version__matrix")


def require_editor(user: User) -> None:
    """Let pass only who may change matrices.

    Raises:
        Http404: otherwise.
    """
    if not may_edit(user):
        raise Http404


def version_to_read(user: User, pk: int) -> MatrixVersion:
    """A version that the person may read."""
    return get_object_or_404(readable_versions(user), pk=pk)


def version_to_edit(user: User, pk: int) -> MatrixVersion:
    """A version that the person may change or take out of use."""
    require_editor(user)
    return get_object_or_404(MatrixVersion.objects.select_related("matrix"), pk=pk)


def area_to_edit(user: User, pk: int) -> Area:
    """An area of a version that the person may change."""
    require_editor(user)
    return get_object_or_404(Area.objects.select_related("version__matrix"), pk=pk)


def criterion_to_edit(user: User, pk: int) -> Criterion:
    """A criterion of a version that the person may change."""
    require_editor(user)
    return get_object_or_404(Criterion.objects.select_related("area__version__matrix"), pk=pk)


def assessment_to_read(user: User, pk: int) -> SelfAssessment:
    """A self-assessment that the person may read; `runs` says whether it is theirs to run."""
    mine = SelfAssessment.objects.worked_on_by(user, Permission.PLAN).filter(pk=OuterRef("pk"))
    found: SelfAssessment = get_object_or_404(
        SelfAssessment.objects.readable_by(user)
        .select_related(*LOADED)
        .annotate(runs=Exists(mine)),
        pk=pk,
    )
    return found


def assessment_to_run(user: User, pk: int) -> SelfAssessment:
    """A self-assessment that the person runs: the planner's own unit."""
    found: SelfAssessment = get_object_or_404(
        SelfAssessment.objects.worked_on_by(user, Permission.PLAN).select_related(*LOADED), pk=pk
    )
    return found


def done(request: HttpRequest, act: Callable[[], Any], sentence: str) -> bool:
    """Do something and say so; what refuses it is said instead."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, sentence)
    return True
