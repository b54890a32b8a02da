"""Reasons of an action on the form that asked for it."""

from django import forms

from cocommission.shared.errors import Refused


def add_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Puts each reason at its field where the form has one, else into the error summary."""
    for blocker in refused.blockers:
        form.add_error(blocker.field if blocker.field in form.fields else None, blocker.missing)
