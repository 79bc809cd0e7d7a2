"""Pages of indicators, one module for each noun."""

from rodtrad.indicators.views.aside import measurement_set_aside, measurement_take_back
from rodtrad.indicators.views.comparison import (
    explanation_edit,
    indicator_compare,
    method_detail,
)
from rodtrad.indicators.views.definitions import (
    break_create,
    indicator_create,
    indicator_detail,
    indicator_edit,
    indicator_history,
    indicator_list,
)
from rodtrad.indicators.views.series import (
    measurement_create,
    measurement_edit,
    series_detail,
    validity_edit,
)

__all__ = [
    "break_create",
    "explanation_edit",
    "indicator_compare",
    "indicator_create",
    "indicator_detail",
    "indicator_edit",
    "indicator_history",
    "indicator_list",
    "measurement_create",
    "measurement_edit",
    "measurement_set_aside",
    "measurement_take_back",
    "method_detail",
    "series_detail",
    "validity_edit",
]
