"""What a row of the table of doors says, and the groups of people that get in together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.world import World

SCHOOL = frozenset({"principal", "assistant_principal", "lead_teacher"})
PLANNERS = frozenset({"principal", "assistant_principal"})
HEADS = frozenset({"head", "development_head"})
PRESCHOOL = frozenset({"preschool_principal", "head_of_preschools"})
BOARD = frozenset({"board_member", "chair", "secretary"})
ADMINISTRATORS = frozenset({"administrator", "development_head"})
# The former principal has no role any more: signed in, but with nothing to see.
FORMER = frozenset({"former_principal"})
WITH_A_ROLE = SCHOOL | HEADS | PRESCHOOL | BOARD | frozenset({"administrator"})
EVERYBODY = WITH_A_ROLE | FORMER
READERS = SCHOOL | HEADS
WORKERS = READERS | PRESCHOOL
PLANS_SCHOOL = PLANNERS | HEADS
PLANS_SOMEWHERE = PLANS_SCHOOL | PRESCHOOL
LEADERS = HEADS | frozenset({"head_of_preschools"})

Where = Callable[[World], list[Any]]


@dataclass(frozen=True)
class Door:
    """An address and who gets in.

    Attributes:
        who: the people who get in.
        where: the arguments of the address.
        query: what stands after the question mark.
        writes: whether the address only takes POST.
        by_secret: whether whoever has the address gets in, signed in or not: a survey's link, a
            calendar's feed. Its last argument is then the secret.
        is_file: whether it answers with a file, not with a page to look at.
    """

    who: frozenset[str]
    where: Where = lambda world: []
    query: str = ""
    writes: bool = False
    by_secret: bool = False
    is_file: bool = False
