"""Which CCGs there are: Medway's own name and code from the public record, everything else invented."""

from dataclasses import dataclass

REGIONS = (
    ("Y54", "North of England", "Q72", "Yorkshire and the Humber"),
    ("Y55", "Midlands and East", "Q76", "North Midlands"),
    ("Y56", "London", "Q71", "London"),
    ("Y57", "South of England", "Q81", "South East"),
)
"""NHS England's four regions with one local team each, as they were in 2015."""


@dataclass(frozen=True, slots=True)
class Place:
    """One CCG of the demonstration. `since` is the year whose 1 April it took up `model`; models start at A."""

    code: str
    name: str
    region: str
    lmc: str
    practices: int
    model: str = "A"
    since: int = 0
    wanted: str = ""

    @property
    def full_name(self) -> str:
        """As the lists show it."""
        return self.name if self.code == MEDWAY else f"{self.name} (demonstration)"


MEDWAY, LIVE, SENT, JOINT = "09W", "X01", "X02", "X03"

PLACES = (
    Place(MEDWAY, "NHS Medway CCG", "Y57", "KENT", 56),
    Place(LIVE, "NHS Harbour Vale CCG", "Y57", "SALT", 14, wanted="C NOW"),
    Place(SENT, "NHS Fenwick Moor CCG", "Y57", "SALT", 8, wanted="C NOW"),
    Place(JOINT, "NHS Larkdale CCG", "Y57", "SALT", 9, wanted="B SOON"),
    Place("X04", "NHS Saltmarsh and Downs CCG", "Y57", "SALT", 11, "C", 2016, "C SOON"),
    Place("X05", "NHS Amberley Coast CCG", "Y57", "SALT", 9, "B", 2015, "B NOW"),
    Place("X06", "NHS North Beacons CCG", "Y54", "FELL", 12, "C", 2015, "C NOW"),
    Place("X07", "NHS Millstone Valley CCG", "Y54", "FELL", 10, "C", 2015, "C NOW"),
    Place("X08", "NHS Fellside CCG", "Y54", "FELL", 8, "B", 2015, "B SOON"),
    Place("X09", "NHS Collier Dales CCG", "Y54", "FELL", 11, "C", 2016, "C SOON"),
    Place("X10", "NHS Tidewater North CCG", "Y54", "FELL", 9, "A", 0, "A NOW"),
    Place("X11", "NHS Oakham Wolds CCG", "Y55", "WOLD", 10, "C", 2015, "C NOW"),
    Place("X12", "NHS Potters Green CCG", "Y55", "WOLD", 12, "B", 2015, "B NOW"),
    Place("X13", "NHS Fenland Reach CCG", "Y55", "WOLD", 7, "A", 0, "A LATER"),
    Place("X14", "NHS Hopfield and Weald CCG", "Y55", "WOLD", 9, "C", 2017, "B SOON"),
    Place("X15", "NHS Ironbridge Vale CCG", "Y55", "WOLD", 10, "C", 2016, "C SOON"),
    Place("X16", "NHS Canal Quarter CCG", "Y56", "CITY", 12, "B", 2015, "B NOW"),
    Place("X17", "NHS Heron Park CCG", "Y56", "CITY", 11, "B", 2016, "B SOON"),
    Place("X18", "NHS Three Bridges CCG", "Y56", "CITY", 10, "C", 2017, "C LATER"),
    Place("X19", "NHS Lantern Hill CCG", "Y56", "CITY", 8, "A", 0, "A SOON"),
    Place("X20", "NHS Ropewalk and Docks CCG", "Y56", "CITY", 9, "C", 2015, "C NOW"),
    Place("X21", "NHS Hundred Acre CCG", "Y55", "WOLD", 8, "A", 0, "B LATER"),
)
LMCS = (
    ("KENT", "Kent LMC"),
    ("SALT", "Saltmarsh LMC (demonstration)"),
    ("FELL", "Fell and Tide LMC (demonstration)"),
    ("WOLD", "Wold LMC (demonstration)"),
    ("CITY", "Canal City LMC (demonstration)"),
)
