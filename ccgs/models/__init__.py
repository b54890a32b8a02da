"""Records of the app, one file per noun."""

from .constitutions import Constitution, VotingRule
from .list_sizes import ListSize, ListSizeRelease
from .lmcs import LMC, LMCArea, PartnerBody, PartnerLink
from .models_held import ModelHeld
from .organisations import CCG, CCGVersion, LocalTeam, Region
from .posts import CCGGrant, LMCGrant, Post, PracticeGrant, RegionGrant
from .practices import Contract, MemberPractice, PracticeVersion
from .releases import Release, ReleaseUpload

__all__ = [
    "CCG",
    "CCGGrant",
    "CCGVersion",
    "Constitution",
    "Contract",
    "LMC",
    "LMCArea",
    "LMCGrant",
    "ListSize",
    "ListSizeRelease",
    "LocalTeam",
    "MemberPractice",
    "ModelHeld",
    "PartnerBody",
    "PartnerLink",
    "Post",
    "PracticeGrant",
    "PracticeVersion",
    "Region",
    "RegionGrant",
    "Release",
    "ReleaseUpload",
    "VotingRule",
]
