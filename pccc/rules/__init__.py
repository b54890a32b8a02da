"""The rules in plain Python, one file per part."""
