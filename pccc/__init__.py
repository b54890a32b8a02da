"""Committees and joint committees: seats, meetings, decisions."""
