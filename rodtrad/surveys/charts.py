"""The bar that shows a share with its interval, as SVG for page and print."""

from html import escape

from rodtrad.core.numbers import format_number
from rodtrad.surveys.tallies import Tally

_WIDTH, _HEIGHT = 200, 22


def share_bar(tally: Tally | None) -> str:
    """A bar from 0 to 100 % with the interval as a line; empty when there is nothing to show.

    Colours come from the page's classes; the figure stands beside it as text.
    """
    if tally is None or tally.share is None or tally.interval is None:
        return ""
    low, high = tally.interval.low * _WIDTH / 100, tally.interval.high * _WIDTH / 100
    words = (
        f"{format_number(tally.share, 0)} procent positiva, osäkerhet "
        f"{format_number(tally.interval.low, 0)} till {format_number(tally.interval.high, 0)}"
    )
    middle = _HEIGHT / 2
    return (
        f'<svg class="share-bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(words)}" preserveAspectRatio="none">'
        f'<rect class="share-rest" x="0" y="3" width="{_WIDTH}" height="{_HEIGHT - 6}" rx="3"/>'
        f'<rect class="share-part" x="0" y="3" width="{tally.share * _WIDTH / 100:.1f}" '
        f'height="{_HEIGHT - 6}" rx="3"/>'
        f'<path class="share-interval" d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} 6v{_HEIGHT - 12}'
        f'M{high:.1f} 6v{_HEIGHT - 12}"/></svg>'
    )
