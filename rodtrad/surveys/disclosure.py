"""Which groups of answers are too small to show, so that nobody's answer can be worked out.

Pure arithmetic. The rule in two parts: a group under the smallest size is withheld, and so are
as many more that what a total gives away about those withheld is never about fewer than two
groups, nor about fewer people than the smallest size. Whatever is added up for many units is
added up from what is shown, so that no sum tells more than its parts.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def withheld(sizes: Mapping[K, int], *, smallest: int) -> frozenset[K]:
    """The groups that are not shown when their total is.

    Complementary suppression as in Hundepool et al., Statistical Disclosure Control (2012),
    chapter 4, for one total: cells are added from the smallest.

    Args:
        sizes: how many people answered in each group; groups without anybody tell nothing.
        smallest: the smallest number of people that is shown.

    Returns:
        All groups with anybody in them when the total itself is too small.
    """
    answered = {key: n for key, n in sizes.items() if n > 0}
    if sum(answered.values()) < smallest:
        return frozenset(answered)
    hidden = {key for key, n in answered.items() if n < smallest}
    if not hidden:
        return frozenset()
    # Sorted by size, and by name where sizes are equal: the same answer every time.
    left = sorted((n, repr(key), key) for key, n in answered.items() if key not in hidden)
    while left and (len(hidden) < 2 or sum(answered[key] for key in hidden) < smallest):
        hidden.add(left.pop(0)[2])
    return frozenset(hidden)
