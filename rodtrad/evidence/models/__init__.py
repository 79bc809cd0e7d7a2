"""Practices, their trials and spreading, and the research that the work rests on."""

from rodtrad.evidence.models.practice import (
    Practice,
    PracticeReview,
    Sharing,
    Theme,
    Thresholds,
    Trial,
)
from rodtrad.evidence.models.reference import ReadingItem, Reference, ReferenceUse

__all__ = [
    "Practice",
    "PracticeReview",
    "ReadingItem",
    "Reference",
    "ReferenceUse",
    "Sharing",
    "Theme",
    "Thresholds",
    "Trial",
]
