"""How the rings look: a colour and a pattern each, so that nobody has to tell colours apart."""

from __future__ import annotations

from typing import Final

# For paper: the ring's tint, its strong colour, in the order of Ring.Look. White text on the
# strong colour reaches 4.5:1, the strong colour on the tint 3:1.
PAPER: Final = (
    ("#f8e3e6", "#a01236"),
    ("#e3eef7", "#1f5a8c"),
    ("#e2f1e6", "#1d6a3f"),
    ("#fbeed2", "#7d4e00"),
    ("#ece5f6", "#5b3a94"),
    ("#dcf0f0", "#0f5f66"),
    ("#f0e6dd", "#6b432a"),
    ("#ebe9e6", "#4b4640"),
)

# What a pattern is drawn of, on a tile of 8 by 8: lines or dots in the ring's strong colour.
_TILES: Final = (
    "",
    '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4"{0}/>',
    '<circle cx="2" cy="2" r="1.1"{1}/><circle cx="6" cy="6" r="1.1"{1}/>',
    '<path d="M0 2h8M0 6h8"{0}/>',
    '<path d="M0 4h8M4 0v8"{0}/>',
    '<path d="M-2 6l4 4M0 0l8 8M6 -2l4 4"{0}/>',
    '<path d="M0 4q2-3 4 0t4 0"{0}/>',
    '<circle cx="4" cy="4" r="0.9"{1}/>',
)


def pattern(uid: str, look: int, *, for_print: bool) -> str:
    """The pattern of a ring's band, to be filled with `url(#uid-p<look>)`."""
    tint, strong = PAPER[look]
    if for_print:
        back = f' fill="{tint}"'
        line = f' fill="none" stroke="{strong}" stroke-width="0.9" stroke-opacity="0.32"'
        dot = f' fill="{strong}" fill-opacity="0.34"'
    else:
        back = f' class="wheel-tint wheel-look-{look}"'
        line = f' class="wheel-line wheel-look-{look}"'
        dot = f' class="wheel-dot wheel-look-{look}"'
    tile = _TILES[look].format(line, dot)
    return (
        f'<pattern id="{uid}-p{look}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8"{back}/>{tile}</pattern>'
    )
