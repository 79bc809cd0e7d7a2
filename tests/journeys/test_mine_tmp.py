from tests.journeys.test_accessible import *  # noqa
from tests.journeys import test_accessible as t
from rodtrad.reports.tests.doors import DOORS as MINE


def test_mine(onlookers, subtests):
    names = [
        n for n in t._pages() if n.split(",")[0] in MINE or n.startswith(("report_", "section_"))
    ]
    for name in names:
        with subtests.test(name):
            assert t._faults(onlookers, name) == {}
