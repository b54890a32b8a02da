"""Reading the public ODS and list-size files: what a row must look like, and every reason why one is left out."""

from ccgs.rules.ods.ccgs import CCGRow, read_ccgs
from ccgs.rules.ods.faults import Note, Reading, Rejected
from ccgs.rules.ods.list_sizes import ListSizeRow, read_list_sizes
from ccgs.rules.ods.practices import PracticeRow, read_practices
from ccgs.rules.ods.regions import RegionRow, read_regions

__all__ = [
    "CCGRow",
    "ListSizeRow",
    "Note",
    "PracticeRow",
    "Reading",
    "RegionRow",
    "Rejected",
    "read_ccgs",
    "read_list_sizes",
    "read_practices",
    "read_regions",
]
