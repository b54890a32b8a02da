"""How an action says no: with reasons that are shown to the person in the same words everywhere."""

from cocommission.shared.rules.blockers import Blocker


class Refused(Exception):
    """An action was refused. `blockers` lists every reason; `status` is the HTTP answer (400, 403, 404, 409)."""

    def __init__(self, *reasons: "Blocker | str", status: int = 409, field: str = "") -> None:
        self.blockers: list[Blocker] = [
            reason if isinstance(reason, Blocker) else Blocker(rule="", missing=reason, who="", source="", field=field)
            for reason in reasons
        ]
        self.status = status
        super().__init__("; ".join(self.texts))

    @property
    def texts(self) -> list[str]:
        """The reasons in plain English."""
        return [blocker.missing for blocker in self.blockers]


class Conflict(Refused):
    """Somebody else was faster, or the record is no longer in the state that the page showed."""
