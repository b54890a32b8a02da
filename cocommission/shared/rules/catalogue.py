"""Rules that hold for every record."""

from cocommission.shared.rules.blockers import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "AUD-01",
        "Every act keeps who, when, why, before and after. Votes, attestations, submissions and the ledger are never "
        "changed; the ledger's hashes show if a person with access to the database changed them.",
        "I",
        "local policy",
        kept_by=(
            "cocommission.shared.actions.ledger.enter",
            "trigger shared_entry_rows_stay",
        ),
    ),
)
