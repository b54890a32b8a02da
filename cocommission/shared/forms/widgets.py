"""Date and moment as people write them: day, month, year and, for a moment, the time in London."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from cocommission.shared.clock import london


@dataclass(frozen=True, slots=True)
class Parts:
    """What was typed, part by part; shown again as it was typed when it is refused."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""

    def __bool__(self) -> bool:
        return bool(self.day or self.month or self.year or self.time)


class DateInput(forms.Widget):
    """Three text inputs posted as `name[day]`, `name[month]`, `name[year]`; an ISO text in `name` is taken too."""

    names: tuple[str, ...] = ("day", "month", "year")
    template_name = "forms/date_widget.jinja"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The typed parts, or the single value where the parts were not posted."""
        if any(f"{name}[{part}]" in data for part in self.names):
            return Parts(**{part: str(data.get(f"{name}[{part}]", "")).strip() for part in self.names})
        return data.get(name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether neither the parts nor the single value were posted."""
        return name not in data and not any(f"{name}[{part}]" in data for part in self.names)

    def id_for_label(self, id_: str) -> str:
        """The first input, where a link from the error summary should land."""
        return f"{id_}-day" if id_ else id_

    def parts(self, value: Any) -> Parts:
        """`value` (typed parts, a date, ISO text or None) as texts for the inputs."""
        if isinstance(value, Parts):
            return value
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return Parts()
        if isinstance(value, datetime):
            value = london(value).date()
        return Parts(str(value.day), str(value.month), str(value.year)) if value else Parts()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """For a bare `{{ field }}`."""
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = [(part, getattr(self.parts(value), part)) for part in self.names]
        return context


class MomentInput(DateInput):
    """A date with a time in London, posted as `name[time]` beside the date's parts."""

    names = ("day", "month", "year", "time")

    def parts(self, value: Any) -> Parts:
        """As for a date; the time as `12:00`, with seconds only where there are any, and none for a bare day."""
        if isinstance(value, str) and len(value.strip()) > len("2016-03-27"):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return Parts()
        if not isinstance(value, datetime):
            return super().parts(value)
        local = london(value) if value.tzinfo else value
        time = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        return Parts(str(local.day), str(local.month), str(local.year), time)
