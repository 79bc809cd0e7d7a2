"""Which groups of answers are too small to show, so that nobody's answer can be worked out.

Pure arithmetic. The rule in four parts:

1. A group under the smallest size is withheld.
2. In a group under twice the smallest size, where all or all but one answered alike, the numbers
   are withheld: they would tell what each of them answered. "All" and "all but one" look the same,
   so that nobody can be sure of anybody.
3. As many more groups are withheld that what a total gives away about those withheld is never
   about fewer than two groups, nor about fewer people than the smallest size. Where a group would
   be withheld by 2, or all but at most two of those withheld, however many they are, answered
   alike, none of the total's groups is shown.
4. Groups withheld by 2 are counted in a sum of several groups only when the sum leaves open, for
   each of them, whether all or all but one answered alike.

Whatever is added up for many units is added up from what is shown, so that no sum tells more than
its parts.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

# Under so many times the smallest group, answers that are alike are not shown by number.
ALIKE_UNDER = 2


def is_alike(answers: Iterable[int], *, smallest: int) -> bool:
    """Whether a small group's answers are so alike that the numbers tell what each one answered.

    What is called group disclosure: an outsider who knows that somebody is in the group would know
    the answer too.

    Args:
        answers: how many answered each way: positively, otherwise, without an opinion.
        smallest: the smallest number of people that is shown.
    """
    counts = list(answers)
    n = sum(counts)
    return 0 < n < ALIKE_UNDER * smallest and max(counts) >= n - 1


def may_be_added_up(groups: Iterable[Mapping[str, int]]) -> bool:
    """Whether the sum of small groups that each answered alike leaves doubt about every one.

    The sum tells how many in all did not answer as the others of their group. None in any group, or
    one in each, would tell how each group answered; so would groups that went different ways.

    Args:
        groups: for each group, how many answered each way; each of them is what `is_alike` says.
    """
    ways = set()
    odd = 0
    number = 0
    for group in groups:
        most = max(group, key=lambda way: group[way])
        ways.add(most)
        odd += sum(group.values()) - group[most]
        number += 1
    return len(ways) == 1 and 0 < odd < number


def withheld(groups: Mapping[K, Sequence[int]], *, smallest: int) -> frozenset[K]:
    """The groups that are not shown when their total is.

    Complementary suppression as in Hundepool et al., Statistical Disclosure Control (2012),
    chapter 4, for one total: cells are added from the smallest. Which those are depends on sizes
    alone. Where the answers themselves are the reason, no group is shown: whoever knows the rule
    could else tell from which groups were chosen how they had answered.

    Args:
        groups: how many answered each way in each group; groups without anybody tell nothing.
        smallest: the smallest number of people that is shown.

    Returns:
        All groups with anybody in them when the total itself is too small.
    """
    sizes = {key: n for key, ways in groups.items() if (n := sum(ways)) > 0}
    everything = frozenset(sizes)
    if sum(sizes.values()) < smallest:
        return everything
    hidden = {key for key, n in sizes.items() if n < smallest}
    # Sorted by size, and by name where sizes are equal: the same answer every time.
    left = sorted((n, repr(key), key) for key, n in sizes.items() if key not in hidden)
    while hidden and left and (len(hidden) < 2 or sum(sizes[key] for key in hidden) < smallest):
        hidden.add(left.pop(0)[2])
    if any(is_alike(groups[key], smallest=smallest) for _, _, key in left):
        return everything
    rest = [sum(column) for column in zip(*(groups[key] for key in hidden), strict=True)]
    # However many they are: all alike tells how each of several small groups answered. All but one
    # is treated the same, or that nothing is shown would tell that they were all alike; and all but
    # two, or a total could tell all but one.
    if hidden and max(rest) >= sum(rest) - 2:
        return everything
    return frozenset(hidden)
