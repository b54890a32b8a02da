"""Pages of constitution versions: reading and comparing, writing a draft, deciding (F-05)."""
