"""How soon each CCG says that it could take up the model it would like, for the map of England (F-21)."""

from ccgs.rules.national_picture import Look, Tile
from models_abc.terms.rounds import Readiness

NONE, HELD = "NONE", "HELD"
READINESS: dict[str, Look] = {
    str(Readiness.NOW): Look("N", "good", "Ready now", "ready now"),
    str(Readiness.SOON): Look("S", "main", "Ready soon", "ready soon"),
    str(Readiness.LATER): Look("L", "quiet", "Ready later", "ready later"),
    HELD: Look("H", "dark", "Already holds it", "already holds it"),
    NONE: Look("–", "open", "No interest recorded", "no interest recorded"),
}


def readiness_tile(code: str, name: str, wanted: tuple[str, str] | None, holds: str) -> Tile:
    """A CCG on the map. `wanted`: the model and the readiness of its expression of interest; None without one.

    `holds` is the letter of the model held on that day; one that has what it wanted, or more, waits for nothing.
    """
    model, readiness = wanted or ("", NONE)
    if model and holds >= model:
        return Tile(code, name, HELD, f"holds model {holds}")
    said = READINESS[readiness].said
    return Tile(code, name, readiness, f"{said} for model {model}" if model else said)
