"""What Kolada's interface (v3) answers, in the parts that are used here."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from rodtrad.integrations.http import Client, FetchError

# Kolada's own limits: ids in one segment of a path, and rows on one page.
MOST_IDS = 25
PAGE = 5000
# Far more pages than the whole catalogue has: an answer that never ends does so here.
_MOST_PAGES = 50

Row = TypeVar("Row", bound=BaseModel)


class KpiRow(BaseModel):
    """A key figure. Titles are Kolada's, never ours."""

    id: str = Field(min_length=1, max_length=12)
    title: str = Field(min_length=1)
    description: str | None = None
    is_divided_by_gender: bool = False
    operating_area: str | None = None
    has_ou_data: bool = False
    publication_date: str | None = None


class MunicipalityRow(BaseModel):
    """A municipality or region; the nation is among the regions, with id 0000."""

    id: str = Field(min_length=1, max_length=20)
    title: str = Field(min_length=1)
    type: str = ""


class MemberRow(BaseModel):
    """A municipality in a group."""

    member_id: str
    member_title: str = ""


class GroupRow(BaseModel):
    """A group of municipalities."""

    id: str = Field(min_length=1, max_length=20)
    title: str = Field(min_length=1)
    members: list[MemberRow] = []


class UnitRow(BaseModel):
    """A unit (ou), without any link to the code of a school unit."""

    id: str = Field(min_length=1, max_length=20)
    title: str = Field(min_length=1)
    municipality: str = ""


class ValueRow(BaseModel):
    """A value for everybody, women or men. `count` is how many it is a mean of, not how many
    children: it is no denominator."""

    gender: str
    status: str | None = None
    value: Decimal | None = None
    isdeleted: bool = False


class DataRow(BaseModel):
    """The values of a key figure for a place and a year."""

    kpi: str
    municipality: str = ""
    ou: str = ""
    period: int = Field(ge=1900, le=2199)
    values: list[ValueRow]

    @property
    def place(self) -> str:
        """The municipality, group or unit that it is about."""
        return self.ou or self.municipality


class Page(BaseModel, Generic[Row]):
    """A page of rows, and where the next one is."""

    values: list[Row]
    next_url: str | None = None


def all_rows(client: Client, path: str, shape: type[Page[Row]]) -> Iterator[Row]:
    """Every row of a question, page after page.

    Args:
        path: below the address, with its query.

    Raises:
        FetchError: when Kolada does not answer as it should, or leads in a ring.
    """
    seen, before = set(), None
    for _ in range(_MOST_PAGES):
        seen.add(path)
        page = client.get(path, shape)
        if page.values and page.values == before:
            # The same page at another address.
            break
        before = page.values
        yield from page.values
        if not page.next_url:
            return
        path = client.below(page.next_url, "/v3")
        if path in seen:
            break
    raise FetchError("Kolada hänvisar runt i en ring mellan sina sidor.")


def batches(ids: Sequence[str]) -> list[str]:
    """The ids as segments of paths, as many in each as Kolada takes."""
    return [",".join(ids[start : start + MOST_IDS]) for start in range(0, len(ids), MOST_IDS)]
