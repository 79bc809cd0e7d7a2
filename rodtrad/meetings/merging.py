"""Notes that several people write at once: three-way merging of text, letter by letter.

Arithmetic without Django. What somebody has inserted is always in the result; what somebody has
deleted of the text both began with is gone. Two that write in the same place get a line each.
static/meetings/notes.js does the same in the browser, for what was typed while an answer was on
its way.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

# Longer stretches that differ through and through are exchanged whole: comparing them letter by
# letter takes time and says nothing.
_LARGEST = 4_000_000


@dataclass(frozen=True)
class Change:
    """The letters from `start` to `end` of a text give way to `text`."""

    start: int
    end: int
    text: str


def changes(before: str, after: str) -> list[Change]:
    """What makes one text of another, in order; nothing when they are the same."""
    start = _common(before, after)
    ends = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - ends], after[start : len(after) - ends]
    if not old and not new:
        return []
    if not old or not new:
        return [Change(start, start + len(old), new)]
    return _by_lines(old, new, start)


def _common(one: str, other: str) -> int:
    """How many letters two texts begin with that are the same."""
    shortest = min(len(one), len(other))
    low, high = 0, shortest
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _by_lines(old: str, new: str, offset: int) -> list[Change]:
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Change] = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    place = [0]
    for line in old_lines:
        place.append(place[-1] + len(line))
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone, come = "".join(old_lines[a:b]), "".join(new_lines[c:d])
        at = offset + place[a]
        if kind != "replace" or len(gone) * len(come) > _LARGEST:
            found.append(Change(at, at + len(gone), come))
            continue
        letters = SequenceMatcher(None, gone, come, autojunk=False)
        found.extend(
            Change(at + i, at + j, come[k:m])
            for what, i, j, k, m in letters.get_opcodes()
            if what != "equal"
        )
    return found


def merge(base: str, mine: str, theirs: str) -> str:
    """The text with what both have done to `base`.

    Args:
        base: the text that both began with.
        mine: what one made of it.
        theirs: what the other made of it, which was there first.
    """
    if mine == base:
        return theirs
    if theirs in (base, mine):
        return mine
    gone = bytearray(len(base))
    added: dict[int, tuple[str, str]] = {}
    for whose, after in enumerate((theirs, mine)):
        for change in changes(base, after):
            for number in range(change.start, change.end):
                gone[number] = 1
            if change.text:
                both = list(added.get(change.start, ("", "")))
                both[whose] += change.text
                added[change.start] = (both[0], both[1])
    parts = []
    for number in range(len(base) + 1):
        if number in added:
            parts.append(_beside(*added[number]))
        if number < len(base) and not gone[number]:
            parts.append(base[number])
    return "".join(parts)


def _beside(theirs: str, mine: str) -> str:
    """What two inserted in the same place, each on a line of its own."""
    if not theirs or not mine or theirs == mine:
        return theirs or mine
    # Who goes on with the line that is there comes before who begins a new one.
    first, second = (mine, theirs) if theirs[0] == "\n" and mine[0] != "\n" else (theirs, mine)
    if first[-1] == "\n" or second[0] == "\n":
        return first + second
    return f"{first}\n{second}"
