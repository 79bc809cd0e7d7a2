"""Complaints as counts, how long records are kept, and what has been removed."""

from rodtrad.inspection.models.complaint import ComplaintCount, ComplaintTheme
from rodtrad.inspection.models.retention import Removal, RetentionRule

__all__ = ["ComplaintCount", "ComplaintTheme", "Removal", "RetentionRule"]
