"""Every write of declarations (F-50): declare, change, end, withdraw, review, and answers without a new entry."""

from conflicts.actions.interests.changing import change_interest, end_interest, withdraw_interest
from conflicts.actions.interests.declaring import declare_interest
from conflicts.actions.interests.guided import declare_with_body
from conflicts.actions.interests.returning import make_return
from conflicts.actions.interests.reviewing import review_interest
from conflicts.actions.interests.shared import CHANGEABLE, wording_of

__all__ = [
    "CHANGEABLE",
    "change_interest",
    "declare_interest",
    "declare_with_body",
    "end_interest",
    "make_return",
    "review_interest",
    "withdraw_interest",
    "wording_of",
]
