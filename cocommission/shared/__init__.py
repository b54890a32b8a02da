"""What every app stands on: people, the ledger, history, the outbox, sweeps and the clock."""
