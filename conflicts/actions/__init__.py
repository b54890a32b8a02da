"""Every write of the app, one file per part."""
