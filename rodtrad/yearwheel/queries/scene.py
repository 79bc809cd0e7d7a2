"""What a page or a file shows of wheels: one wheel, maybe others laid over it, and its filters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rodtrad.core.numbers import format_date
from rodtrad.yearwheel.layout.arrange import Layout, Mark, RingSpec, arrange, shown_days
from rodtrad.yearwheel.layout.frames import Frame
from rodtrad.yearwheel.models import Ring, Wheel
from rodtrad.yearwheel.queries.placing import Placed, items_of, place_items
from rodtrad.yearwheel.render.picture import Linked, Shown, draw
from rodtrad.yearwheel.when import MONTHS, in_words

_LOOKS = 8


@dataclass(frozen=True)
class RingShown:
    """A ring that can be shown: its key in addresses, its wheel and whether it is shown."""

    code: str
    wheel: Wheel
    ring: Ring
    spec: RingSpec
    is_shown: bool


@dataclass(frozen=True)
class MonthOfItems:
    """The items that begin in a month, under its name."""

    label: str
    items: list[Placed]


@dataclass
class Scene:
    """A wheel with what is laid over it, after the filters.

    Attributes:
        wheel: the one that the page is about; its year is what is drawn.
        items: those that are shown, in the order of time, numbered.
        nowhere: items that never fall in their year, and why.
        quarter: 1 to 4, None for the whole year.
    """

    wheel: Wheel
    wheels: list[Wheel]
    rings: list[RingShown]
    items: list[Placed]
    nowhere: list[Placed] = field(default_factory=list)
    quarter: int | None = None

    @property
    def title(self) -> str:
        """As "SKA-hjulet 2026/27" with the wheels laid over it."""
        others = [str(one.kind) for one in self.wheels if one.pk != self.wheel.pk]
        return str(self.wheel) + (f" med {' och '.join(others)}" if others else "")

    @property
    def months(self) -> list[MonthOfItems]:
        """The items by the month that they begin in; what began before comes first."""
        found: list[MonthOfItems] = []
        for one in self.items:
            assert one.span is not None  # those without are in `nowhere`
            first = max(one.span.first, self.first)
            label = f"{MONTHS[first.month - 1].capitalize()} {first.year}"
            if not found or found[-1].label != label:
                found.append(MonthOfItems(label, []))
            found[-1].items.append(one)
        return found

    @property
    def first(self) -> date:
        """The first day that is shown."""
        return shown_days(self.wheel.period, self.quarter)[0]

    @property
    def description(self) -> str:
        """What the picture shows, in words, for who does not see it."""
        rings = ", ".join(one.spec.name for one in self.rings if one.is_shown)
        many = len(self.items)
        points = "en punkt" if many == 1 else f"{many} punkter"
        first, last = shown_days(self.wheel.period, self.quarter)
        return (
            f"Ett årshjul från {in_words(first)} till {in_words(last)} med {points}. Ringar "
            f"inifrån och ut: {rings or 'inga'}. Samma punkter står i tabellen."
        )

    def layout(self, frame: Frame, today: date | None) -> Layout:
        """Everything in its place for a page or a paper."""
        marks = [
            Mark(one.item.pk, self._ring_key(one), one.span, one.item.title, one.number)
            for one in self.items
            if one.span is not None
        ]
        return arrange(
            marks,
            self._specs(),
            year=self.wheel.period,
            title=hub_title(self.wheel, self.quarter),
            frame=frame,
            quarter=self.quarter,
            today=today,
        )

    def svg(
        self,
        frame: Frame,
        *,
        today: date | None,
        uid: str = "hjul",
        css: str = "",
        address: Callable[[Placed], str] | None = None,
        movable: bool = False,
    ) -> str:
        """The picture; with addresses for a page, else for paper."""
        links: Mapping[int, Linked] = {}
        if address is not None:
            links = {
                one.item.pk: Linked(
                    name=f"{one.when}: {one.item.title} ({one.item.ring.name})",
                    url=address(one),
                    is_movable=movable and one.item.wheel_id == self.wheel.pk,
                )
                for one in self.items
            }
        shown = Shown(
            uid=uid,
            title=self.title,
            description=self.description,
            links=links,
            for_print=address is None,
            css=css,
        )
        return draw(self.layout(frame, today), self._specs(), shown)

    def _specs(self) -> list[RingSpec]:
        return [one.spec for one in self.rings if one.is_shown]

    def _ring_key(self, one: Placed) -> int:
        code = ring_code(one.item.wheel_id, one.item.ring_id)
        return next(ring.spec.key for ring in self.rings if ring.code == code)


def ring_code(wheel: int, ring: int) -> str:
    """How a ring of a wheel is named in addresses."""
    return f"{wheel}-{ring}"


def hub_title(wheel: Wheel, quarter: int | None) -> list[str]:
    """The lines in the middle of the wheel."""
    lines = [wheel.kind.name, wheel.period.label, wheel.unit.name]
    if quarter is not None:
        first, last = shown_days(wheel.period, quarter)
        lines.insert(1, f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]}")
    if wheel.is_draft:
        lines.append("Utkast")
    return lines


def scene_of(
    wheel: Wheel,
    over: Sequence[Wheel] = (),
    *,
    rings: Iterable[str] = (),
    quarter: int | None = None,
    links: Sequence[str] = (),
) -> Scene:
    """Gather what is shown. At most six queries, and one for each kind of link.

    Args:
        over: wheels laid over it, outside its own rings.
        rings: the codes of the rings to show; none for all.
        links: relations of the items to load, as "forums".
    """
    wheels = [wheel, *(one for one in over if one.pk != wheel.pk)]
    chosen = set(rings)
    items = items_of([one.pk for one in wheels]).prefetch_related(*links)
    placed = place_items(items)
    choices = _rings(wheels, placed, chosen)
    shown = {one.code for one in choices if one.is_shown}
    first, last = shown_days(wheel.period, quarter)
    seen = [
        one
        for one in placed
        if one.span is not None
        and one.span.touches(first, last)
        and ring_code(one.item.wheel_id, one.item.ring_id) in shown
    ]
    return Scene(
        wheel=wheel,
        wheels=wheels,
        rings=choices,
        items=[replace(one, number=number) for number, one in enumerate(seen, 1)],
        nowhere=[one for one in placed if one.span is None],
        quarter=quarter,
    )


def _rings(wheels: Sequence[Wheel], placed: Sequence[Placed], chosen: set[str]) -> list[RingShown]:
    used = {(one.item.wheel_id, one.item.ring_id) for one in placed}
    by_kind: dict[int, list[Ring]] = {}
    for ring in Ring.objects.filter(kind__in={one.kind_id for one in wheels}):
        by_kind.setdefault(ring.kind_id, []).append(ring)
    found: list[RingShown] = []
    for wheel in wheels:
        for ring in by_kind.get(wheel.kind_id, []):
            if ring.retired and (wheel.pk, ring.pk) not in used:
                continue
            code, number = ring_code(wheel.pk, ring.pk), len(found)
            # Alone a wheel keeps its own looks; laid over each other every ring gets another.
            look = ring.look if len(wheels) == 1 else number % _LOOKS
            name = ring.name if len(wheels) == 1 else f"{_short(wheel)}: {ring.name}"
            spec = RingSpec(number, name, look)
            found.append(RingShown(code, wheel, ring, spec, not chosen or code in chosen))
    return found


def _short(wheel: Wheel) -> str:
    return (
        wheel.kind.name if wheel.kind.scope != "unit" else f"{wheel.kind.name}, {wheel.unit.name}"
    )


def adopted_words(wheel: Wheel) -> str:
    """As "Fastställt 10 aug 2026, version 2" or "Utkast till version 2"."""
    if wheel.adopted_on is None:
        return f"Utkast till version {wheel.version}" if wheel.version > 1 else "Utkast"
    return f"{wheel.get_state_display()} {format_date(wheel.adopted_on)}, version {wheel.version}"
