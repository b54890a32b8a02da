"""Writes: verbs of the field, each in one transaction."""
