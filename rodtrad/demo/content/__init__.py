"""The demo's texts, as files that anybody can read and change."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def read(name: str) -> dict[str, Any]:
    """A content file by its name without ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_text(name: str) -> str:
    """A text file by its name."""
    return (FOLDER / name).read_text(encoding="utf-8")
