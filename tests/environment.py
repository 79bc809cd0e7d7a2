"""The environment of every test run, set before Django reads its settings.

Loaded by pytest with `-p` from pyproject.toml: a conftest is read too late, after the settings.
"""

import os
from pathlib import Path

import hypothesis

os.environ.setdefault("RODTRAD_ENV", "test")
# Not ./var: that folder may hold the demo that somebody is looking at.
folder = Path(__file__).resolve().parent.parent / "var" / "test"
os.environ.setdefault("RODTRAD_DATA_DIR", str(folder))
# Where collected static files would lie: the server warns when there is no such folder.
(Path(os.environ["RODTRAD_DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)

# The same examples each time: what is taken in today is not refused tomorrow by luck. Time is
# no fault either on a machine that does other things too.
hypothesis.settings.register_profile("rodtrad", deadline=None, derandomize=True)
hypothesis.settings.load_profile("rodtrad")
