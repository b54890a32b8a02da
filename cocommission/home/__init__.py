"""Pages that belong to no single step of the process, and the frame around every page."""
