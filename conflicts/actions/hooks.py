"""Who is told when an entry of the register is made or changed; later steps of the product register themselves."""

from collections.abc import Callable
from datetime import datetime

from conflicts.models import Interest

InterestHook = Callable[[Interest, datetime], None]
_hooks: list[InterestHook] = []


def on_interest(function: InterestHook) -> InterestHook:
    """Registers `function(interest, now)`; called in the transaction of every declaration, change, end and withdrawal.

    An error of a hook undoes the act, so that nothing is registered without its consequences.
    """
    if function not in _hooks:
        _hooks.append(function)
    return function


def tell_hooks(interest: Interest, now: datetime) -> None:
    """Calls everything that is registered, in the order in which it came."""
    for hook in _hooks:
        hook(interest, now)
