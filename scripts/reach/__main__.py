"""`python -m scripts.reach` lists what nothing reaches; with a dotted name it says how that is reached."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocommission.settings")

import django  # noqa: E402

from scripts.reach.walk import id_of, is_reached, unreached, walked  # noqa: E402


def way_to(dotted: str) -> list[str]:
    """The parts from the start of the product to the one with this dotted name; empty when nothing reaches it."""
    if not is_reached(walked(), dotted):
        return []
    way = [step := id_of(walked(), dotted)]
    while (step := walked().reached[step]) in walked().reached:
        way.append(step)
    return [step, *reversed(way)]


if __name__ == "__main__":
    django.setup()
    lines = way_to(sys.argv[1]) if sys.argv[1:] else [unit.id for unit in unreached(walked())]
    print("\n".join(lines) or ("nothing reaches it" if sys.argv[1:] else "everything is reached"))
