#!/usr/bin/env python3
"""No file of views imports more than 43 names of ours: one that imports more does several jobs."""

import sys

from figures import MOST_NAMES, too_many_names

if __name__ == "__main__":
    found = too_many_names()
    print("\n".join(found) or f"no file of views imports more than {MOST_NAMES} names of ours")
    sys.exit(1 if found else 0)
