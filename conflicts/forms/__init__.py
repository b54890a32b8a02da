"""What may be typed, one file per part."""
