"""How the product is started and kept running: its parts, the watch in a worker, what production refuses."""
