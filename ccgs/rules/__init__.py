"""Rules about who exists and who may act. Plain Python: facts and ``now`` in, reasons out."""
