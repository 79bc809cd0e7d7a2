"""The two example matrices that every installation starts with."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("data")
FILES = ("forskola.toml", "grundskola.toml")
# Before the first school year that is likely to use them.
PUBLISHED = date(2025, 8, 1)


def read_example(file_name: str) -> dict[str, Any]:
    """An example as its file says it."""
    with (FOLDER / file_name).open("rb") as file:
        return tomllib.load(file)


def add_examples(models: Any) -> None:
    """Add the examples that are not there; what has been changed since stays as it is.

    Args:
        models: gives a model by its name, as they are when a migration runs.
    """
    for file_name in FILES:
        example = read_example(file_name)
        matrix, is_new = models("Matrix").objects.get_or_create(
            name=example["name"],
            defaults={"unit_kind": example["unit_kind"], "is_example": True},
        )
        if is_new:
            _fill(models, matrix, example)


def _fill(models: Any, matrix: Any, example: dict[str, Any]) -> None:
    version = models("MatrixVersion").objects.create(
        matrix=matrix,
        number=1,
        state="published",
        scale="levels",
        introduction=example["introduction"],
        published_on=PUBLISHED,
    )
    steps = [
        models("ScaleStep").objects.create(version=version, position=position, label=label)
        for position, label in enumerate(example["steps"])
    ]
    for position, area in enumerate(example["area"]):
        stored = models("Area").objects.create(
            version=version, title=area["title"], position=position
        )
        for place, criterion in enumerate(area["criterion"]):
            row = models("Criterion").objects.create(
                area=stored,
                key=criterion["key"],
                title=criterion["title"],
                question=criterion["question"],
                position=place,
            )
            models("LevelText").objects.bulk_create(
                models("LevelText")(criterion=row, step=step, text=text)
                for step, text in zip(steps, criterion["levels"], strict=True)
            )
