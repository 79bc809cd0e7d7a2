"""A year wheel as full as any is likely to become, to draw and to list."""

from datetime import timedelta

from rodtrad.demo.bench import texts
from rodtrad.demo.bench.ground import Branch, Ground
from rodtrad.yearwheel.models import Wheel, WheelItem, WheelKind

ITEMS = 200
_WEEKS = [*range(33, 53), *range(2, 25)]


def crowded_wheel(ground: Ground, branch: Branch) -> Wheel:
    """The running year's principals' wheel of the administration, with 200 items."""
    kind = WheelKind.objects.get(code=WheelKind.PRINCIPALS)
    span = ground.running.span
    wheel: Wheel = Wheel.objects.create(
        kind=kind,
        unit=branch.administration,
        year=span.start,
        state=Wheel.State.ADOPTED,
        adopted_on=span.starts,
    )
    rings, dice = list(kind.rings.all()), ground.dice
    items = []
    for number in range(ITEMS):
        item = WheelItem(
            wheel=wheel,
            ring=rings[number % len(rings)],
            title=f"{dice.choice(texts.GOALS)} {number}"[:120],
            kind=WheelItem.Kind.OPERATIONS,
            role=ground.roles["principal"],
        )
        if number % 3:
            item.when, item.week = WheelItem.When.WEEK, dice.choice(_WEEKS)
        else:
            item.when = WheelItem.When.SPAN
            item.first = span.starts + timedelta(days=dice.randrange(10, 300))
            item.last = item.first + timedelta(days=dice.randrange(20))
        items.append(item)
    WheelItem.objects.bulk_create(items)
    return wheel
