"""Pages of the evidence, of complaints, of one's own data, and of what is removed."""

from rodtrad.inspection.views.complaints import complaint_edit, complaint_list
from rodtrad.inspection.views.evidence import evidence_detail, evidence_list, evidence_package
from rodtrad.inspection.views.privacy import (
    own_data,
    own_data_file,
    retention_edit,
    retention_list,
    retention_remove,
)

__all__ = [
    "complaint_edit",
    "complaint_list",
    "evidence_detail",
    "evidence_list",
    "evidence_package",
    "own_data",
    "own_data_file",
    "retention_edit",
    "retention_list",
    "retention_remove",
]
