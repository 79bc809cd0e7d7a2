"""What choices are called on the pages of sources."""

from rodtrad.indicators.models import Indicator

# The kinds of figures that a source outside gives.
INDICATOR_KINDS = [
    (Indicator.Kind.SHARE.value, "Andel (%)"),
    (Indicator.Kind.MEAN.value, "Medelvärde"),
    (Indicator.Kind.NUMBER.value, "Antal eller annat tal"),
]
