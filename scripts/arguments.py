#!/usr/bin/env python3
"""No public function has more than 7 arguments beside `by` and `now`: what people type is one `...Facts` object."""

import sys

from figures import MOST, too_wide

if __name__ == "__main__":
    found = too_wide()
    print("\n".join(found) or f"no public function has more than {MOST} arguments")
    sys.exit(1 if found else 0)
