"""What the home pages of an LMC and of a region show: later apps tell their part here, as they do for a CCG."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from cocommission.shared.todo import Panel

Provider = Callable[[Any, datetime], Iterable[Panel]]
_lmc: list[Provider] = []
_region: list[Provider] = []


def lmc_panel_provider(function: Provider) -> Provider:
    """Registers ``function(lmc, now)`` as lines of an LMC's home page."""
    _lmc.append(function)
    return function


def region_panel_provider(function: Provider) -> Provider:
    """Registers ``function(region, now)`` as lines of a region's home page."""
    _region.append(function)
    return function


def _lines(providers: list[Provider], organisation: Any, now: datetime) -> list[Panel]:
    found = [panel for provider in providers for panel in provider(organisation, now)]
    return sorted(found, key=lambda panel: (panel.due_at is None, panel.due_at or now))


def lmc_panels(lmc: Any, now: datetime) -> list[Panel]:
    """The lines of an LMC's home page, dated ones first."""
    return _lines(_lmc, lmc, now)


def region_panels(region: Any, now: datetime) -> list[Panel]:
    """The lines of a region's home page, dated ones first."""
    return _lines(_region, region, now)
