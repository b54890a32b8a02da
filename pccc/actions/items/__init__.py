"""Writes of agenda items: listed with their papers, taken, ended, or given a remedy (F-43, PCC-18)."""

from pccc.actions.items.agenda import add_item, edit_item, remove_item, withdraw_item
from pccc.actions.items.papers import add_paper, remove_paper
from pccc.actions.items.remedies import choose_remedy
from pccc.actions.items.session import finish_item, take_item

__all__ = [
    "add_item",
    "add_paper",
    "choose_remedy",
    "edit_item",
    "finish_item",
    "remove_item",
    "remove_paper",
    "take_item",
    "withdraw_item",
]
