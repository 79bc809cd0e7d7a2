"""Which code carries out which fetch, and where each source's key is found."""

import os
from importlib import import_module

from rodtrad.integrations.runs.account import Fetcher

# As text: the fetchers themselves build on the runs.
_FETCHERS = {
    "kolada-definitions": "rodtrad.integrations.kolada.definitions:fetch_definitions",
    "kolada-values": "rodtrad.integrations.kolada.values:fetch_values",
    "skolverket-register": "rodtrad.integrations.skolverket.register:fetch_register",
    "skolverket-statistics": "rodtrad.integrations.skolverket.statistics:fetch_statistics",
    "skolverket-syllabus": "rodtrad.integrations.skolverket.syllabus:fetch_syllabus",
    "ss12000-sync": "rodtrad.integrations.ss12000.sync:fetch_staff",
}


def fetcher_of(key: str) -> Fetcher:
    """The function that carries out a fetch.

    Raises:
        KeyError: when there is none.
    """
    module, _, name = _FETCHERS[key].partition(":")
    found: Fetcher = getattr(import_module(module), name)
    return found


def token_of(source: str) -> str:
    """The key to a source, from the environment only: RODTRAD_SS12000_TOKEN and the like."""
    return os.environ.get(f"RODTRAD_{source.upper()}_TOKEN", "")
