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


@dataclass(frozen=True)
class Merged:
    """A text with what two have done to it.

    Attributes:
        changes: what makes `text` of the one's own.
        onward: what makes `text` of the other's.
    """

    text: str
    changes: list[Change]
    onward: list[Change]


def merge(base: str, mine: str, theirs: str) -> str:
    """The text with what both have done to `base`.

    Args:
        base: the text that both began with.
        mine: what one made of it.
        theirs: what the other made of it, which was there first.
    """
    return combine(base, mine=changes(base, mine), theirs=changes(base, theirs)).text


def combine(base: str, *, mine: list[Change], theirs: list[Change]) -> Merged:
    """The same, from what each has changed; and what that means for each of them.

    Two who insert the same words have both written them: neither is taken for the other.
    """
    ours_gone, theirs_gone = _gone(base, mine), _gone(base, theirs)
    ours, others = _added(mine), _added(theirs)
    merged: list[str] = []
    back: list[Change] = []
    onward: list[Change] = []
    # How far the walk has come in one's own text, and in the other's.
    own = other = 0
    for number in range(len(base) + 1):
        put, came = ours.get(number, ""), others.get(number, "")
        if put or came:
            mine_first = came[:1] == "\n" and put[:1] not in ("\n", "")
            glue = _between(came, put) if not mine_first else ""
            merged += [put, came] if mine_first else [came, glue, put]
            if came:
                at = own + len(put) if mine_first else own
                back.append(Change(at, at, came + glue))
            if put:
                at = other if mine_first else other + len(came)
                onward.append(Change(at, at, glue + put))
            own += len(put)
            other += len(came)
        if number == len(base):
            break
        if not ours_gone[number] and not theirs_gone[number]:
            merged.append(base[number])
        if not ours_gone[number]:
            if theirs_gone[number]:
                back.append(Change(own, own + 1, ""))
            own += 1
        if not theirs_gone[number]:
            if ours_gone[number]:
                onward.append(Change(other, other + 1, ""))
            other += 1
    return Merged("".join(merged), _joined(back), _joined(onward))


def compose(length: int, first: list[Change], then: list[Change]) -> list[Change]:
    """Two steps of changes as one: what makes the last text of the first.

    Args:
        length: how many letters the first text has.
    """
    # The text between the steps: numbers for letters of the first text, letters for those put in.
    letters: list[int | str] = list(range(length))
    for step in (first, then):
        out: list[int | str] = []
        place = 0
        for change in step:
            out += letters[place : change.start]
            out += change.text
            place = change.end
        letters = out + letters[place:]
    found: list[Change] = []
    expected = 0
    put = ""
    for letter in [*letters, length]:
        if isinstance(letter, str):
            put += letter
            continue
        if put or letter > expected:
            found.append(Change(expected, letter, put))
        expected, put = letter + 1, ""
    return found


def _gone(base: str, made: list[Change]) -> bytearray:
    """Which letters of the text give way."""
    gone = bytearray(len(base))
    for change in made:
        for number in range(change.start, change.end):
            gone[number] = 1
    return gone


def _added(made: list[Change]) -> dict[int, str]:
    """What is inserted, by where."""
    added: dict[int, str] = {}
    for change in made:
        if change.text:
            added[change.start] = added.get(change.start, "") + change.text
    return added


def _between(first: str, second: str) -> str:
    """What parts two who insert in the same place: each gets a line."""
    return "\n" if first and second and first[-1] != "\n" and second[0] != "\n" else ""


def _joined(made: list[Change]) -> list[Change]:
    """The same changes, those that touch one another as one."""
    found: list[Change] = []
    for change in made:
        last = found[-1] if found else None
        if last is not None and last.end == change.start and not (last.text and change.text):
            found[-1] = Change(last.start, change.end, last.text + change.text)
        else:
            found.append(change)
    return found
