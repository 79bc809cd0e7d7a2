"""The key figures of a built municipality: one occasion given to the board, one to come."""

from datetime import timedelta

from rodtrad.demo.bench.ground import Branch, Ground
from rodtrad.keyfigures.actions import Plan, plan_occasion, release_occasion
from rodtrad.keyfigures.models import Occasion, OccasionFigure, UnitAnalysis

# So many of the indicators are told each time; the first two have girls and boys as well.
_FIGURES = 4


def tell_the_board(ground: Ground, branch: Branch) -> list[Occasion]:
    """Plan and release, with an analysis from every unit but each fifth."""
    last = ground.years[-2].span.ends
    occasions = []
    for number, on in enumerate((last + timedelta(days=60), ground.today + timedelta(days=30))):
        occasion = plan_occasion(
            unit=branch.administration,
            plan=Plan(
                title=f"Nyckeltal {number + 1}",
                on=max(on, last),
                analyses_due=max(on, last) - timedelta(days=14),
                indicators=ground.indicators[:_FIGURES],
                introduction=ground.prose(2),
            ),
            by=branch.head,
        )
        UnitAnalysis.objects.bulk_create(
            UnitAnalysis(
                figure=figure,
                unit=unit,
                text=ground.prose(2),
                written_on=ground.today,
                by=leader,
                revision=1,
            )
            for figure in OccasionFigure.objects.filter(occasion=occasion)
            for place, (unit, leader) in enumerate(
                zip(branch.units, branch.principals, strict=True)
            )
            if place % 5
        )
        occasions.append(occasion)
    release_occasion(occasion=occasions[0], on=ground.today, by=branch.head)
    return [Occasion.objects.get(pk=occasion.pk) for occasion in occasions]
