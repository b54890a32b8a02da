"""Governance of primary-care co-commissioning."""
