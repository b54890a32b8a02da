"""Models A, B and C, rounds, applications, readiness, decisions and go-live."""
