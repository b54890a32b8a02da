"""How soon each CCG says that it could take up the model it would like, for the map of England (F-21)."""

from ccgs.rules.national_picture import Look, Tile
from models_abc.terms.rounds import Readiness

NONE = "NONE"
READINESS: dict[str, Look] = {
    str(Readiness.NOW): Look("N", "good", "Ready now", "ready now"),
    str(Readiness.SOON): Look("S", "main", "Ready soon", "ready soon"),
    str(Readiness.LATER): Look("L", "quiet", "Ready later", "ready later"),
    NONE: Look("–", "open", "No interest recorded", "no interest recorded"),
}


def readiness_tile(code: str, name: str, wanted: tuple[str, str] | None) -> Tile:
    """A CCG on the map. `wanted`: the model and the readiness of its expression of interest; None without one."""
    model, readiness = wanted or ("", NONE)
    said = READINESS[readiness].said
    return Tile(code, name, readiness, f"{said} for model {model}" if model else said)
