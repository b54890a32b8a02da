"""Records of the app, one file per noun."""

from .list_sizes import ListSize, ListSizeRelease
from .organisations import CCG, CCGVersion, LocalTeam, Region
from .practices import Contract, MemberPractice, PracticeVersion
from .releases import Release, ReleaseUpload

__all__ = [
    "CCG",
    "CCGVersion",
    "Contract",
    "ListSize",
    "ListSizeRelease",
    "LocalTeam",
    "MemberPractice",
    "PracticeVersion",
    "Region",
    "Release",
    "ReleaseUpload",
]
