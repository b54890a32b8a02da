"""What the app adds to tasks and home pages."""
