"""Who reaches which report: at its unit, in its group of units, or by its school form."""

from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.organisation.access import (
    Permission,
    branch_filter,
    reach_filter,
    reaches,
    roots,
)
from rodtrad.organisation.models import Unit
from rodtrad.reports.models.kind import ReportKind, UnitGroup

# What units that report together may each do with their joint report; returning and adopting it
# is for those who lead where it belongs.
_FOR_MEMBERS = (Permission.READ_ADOPTED, Permission.READ, Permission.TAKE_PART, Permission.PLAN)


def report_reach(user: User, permission: str, *, report: str = "") -> Q:
    """A condition for rows of reports where the person has the permission.

    Args:
        report: the path of lookups from the row to its report, as "report"; "" for reports.
    """
    prefix = f"{report}__" if report else ""
    condition = reach_filter(user, permission, unit=f"{prefix}unit")
    if permission in _FOR_MEMBERS:
        groups = UnitGroup.objects.filter(reach_filter(user, permission, unit="members"))
        condition |= Q(**{f"{prefix}group__in": groups.order_by().values("pk")})
    for reach in reaches(user):
        if permission not in reach.permissions or reach.school_form is None:
            continue
        # An administration has no school forms of its own: who heads one of them there has the
        # reports that are about it.
        kinds = ReportKind.school_forms.through.objects.filter(schoolform_id=reach.school_form)
        condition |= branch_filter(reach.path, unit=f"{prefix}unit") & Q(
            ~Q(**{f"{prefix}unit__kind__in": Unit.WORKING_KINDS}),
            **{f"{prefix}kind__in": kinds.values("reportkind_id")},
        )
    return condition


def adopted_reach(user: User) -> Q:
    """A condition for reports that, once adopted, the person may read.

    Those at units that they reach, and the administration's own in the same municipality: those
    are written for all.
    """
    condition = report_reach(user, Permission.READ_ADOPTED)
    for root in roots(user, Permission.READ_ADOPTED):
        condition |= branch_filter(root, unit="unit") & ~Q(unit__kind__in=Unit.WORKING_KINDS)
    return condition
