"""Sweeps of rounds and applications; one file per part."""
