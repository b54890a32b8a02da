"""The pages, one file per part."""
