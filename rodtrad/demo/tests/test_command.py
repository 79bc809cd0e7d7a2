"""`rodtrad demo` builds once, keeps what was written, and starts over when told to."""

import os
import subprocess
import sys
from pathlib import Path


def _demo(folder: Path, *options: str) -> str:
    """Run the command in a process and a data folder of its own: it drops every table."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}
    }
    environment |= {"RODTRAD_ENV": "demo", "RODTRAD_DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "rodtrad", "demo", "--no-serve", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_demo_is_kept_until_one_starts_over(tmp_path: Path) -> None:
    assert "Bygger demokommunen" in _demo(tmp_path)
    assert "det som är skrivet är kvar" in _demo(tmp_path)
    assert "Bygger demokommunen" in _demo(tmp_path, "--reset")
