"""Open data of committees, one file per part."""
