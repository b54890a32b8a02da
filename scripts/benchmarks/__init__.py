"""One module per benchmark; each has `run(options)` that yields figures."""
