"""Invented names. Nobody and no practice of these names is meant; every name says that it is a demonstration."""

from collections.abc import Iterator

ORGANISATION_MARK = "(demonstration)"
PERSON_MARK = "(demo)"
HOST = "demonstration.invalid"

_PLACES = (
    "Alder", "Amber", "Apple Tree", "Bay Tree", "Beacon", "Birch", "Bluebell", "Bridge End", "Bramble", "Brook",
    "Castle View", "Cedar", "Chalk Hill", "Chapel", "Cherry", "Church Field", "Clover", "Copper Beech", "Cornfield",
    "Crab Tree", "Dockyard", "Dove", "Downland", "Elder", "Elm", "Fairfield", "Fern", "Ferry", "Flint", "Fox Hollow",
    "Garden", "Gorse", "Granary", "Harbour", "Hawthorn", "Hazel", "Heather", "High Street", "Hollybush", "Hop Garden",
    "Ivy", "Juniper", "Kestrel", "Kiln", "Lantern", "Larch", "Lavender", "Lime Tree", "Linden", "Lodge", "Maple",
    "Market", "Marsh", "Meadow", "Mill", "Moor", "Mulberry", "Nightingale", "North Gate", "Oak", "Old Bakery",
    "Orchard", "Osprey", "Park", "Pear Tree", "Pine", "Poplar", "Primrose", "Quayside", "Quarry", "Railway", "Rectory",
    "Reed", "Ridge", "River", "Robin", "Rosemary", "Rowan", "Saffron", "Sandpiper", "School Lane", "Shore", "Skylark",
    "Spring", "Station", "Stone", "Sun", "Swallow", "Sycamore", "Thorn", "Tidemill", "Tithe Barn", "Valley", "Vine",
    "Walnut", "Water Lane", "Weaver", "Well", "West Gate", "Willow", "Windmill", "Woodland", "Yew",
)  # fmt: skip
_KINDS = ("Surgery", "Medical Centre", "Practice", "Health Centre", "Medical Practice", "Group Practice")
_FIRST = (
    "Ada", "Amir", "Anwen", "Asha", "Beatrix", "Ben", "Callum", "Carys", "Chidi", "Clara", "Dev", "Dilys", "Edith",
    "Ewan", "Farah", "Felix", "Gita", "Gwen", "Hana", "Harri", "Ibrahim", "Imogen", "Iris", "Jamal", "Joan", "Kofi",
    "Lakshmi", "Leo", "Mabel", "Marek", "Mei", "Nadia", "Ned", "Noor", "Olive", "Owen", "Padma", "Percy", "Petra",
    "Quentin", "Rafi", "Rhiannon", "Rosa", "Samir", "Selwyn", "Sita", "Tariq", "Tilda", "Uma", "Victor", "Wanda",
    "Yusuf", "Zainab",
)  # fmt: skip
_LAST = (
    "Appledore", "Bellwether", "Birdwhistle", "Brambley", "Buttercross", "Candlewick", "Coppergate", "Cornflower",
    "Dapplewood", "Drystone", "Eventide", "Fairweather", "Featherstone-Ley", "Fernhollow", "Foxglove", "Gatepost",
    "Goldfinch", "Greenfinch", "Harebell", "Hedgerow", "Honeysett", "Inkwell", "Kingcup", "Lambswool", "Larkspur",
    "Lighterman", "Marigold-Smith", "Meadowsweet", "Merrydown", "Mossbank", "Nettlebed", "Oakapple", "Oldacre-Lane",
    "Pennywhistle", "Periwinkle", "Quickthorn", "Quillfeather", "Ravensbourne", "Sandalwood", "Shearwater",
    "Snowdrop", "Stonechat", "Summerhay", "Tanglewood", "Thistledown", "Turnstone", "Underhill-Way", "Waxwing",
    "Weatherby-Vane", "Whinchat", "Wildgoose", "Woodruff-Hay", "Yellowhammer",
)  # fmt: skip


def practice_names() -> Iterator[str]:
    """Names of practices, each once; place and kind go round at different speeds."""
    for lap in range(len(_KINDS)):
        for number, place in enumerate(_PLACES):
            yield f"{place} {_KINDS[(number + lap) % len(_KINDS)]} {ORGANISATION_MARK}"


def person_names() -> Iterator[str]:
    """Names of people, each once."""
    for lap in range(len(_LAST)):
        for number, first in enumerate(_FIRST):
            yield f"{first} {_LAST[(number * 7 + lap) % len(_LAST)]} {PERSON_MARK}"


def address_of(name: str, what: str = "") -> str:
    """An e-mail address that nothing is ever sent to."""
    words = [word for word in name.replace(PERSON_MARK, "").lower().split() if word]
    return f"{'.'.join(words)}{'.' + what if what else ''}@{HOST}"
