"""`manage.py tally BALLOT_ID`: the tally file of a published ballot."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocommission.shared.rules.names import in_sentence
from votes.models import Ballot, PublishedTally
from votes.terms.ballots import BallotState


class Command(BaseCommand):
    """Exit 0 with the file; 1 where the ballot is not published; 2 where there is none."""

    help = "Prints the published tally of a ballot. scripts/check_tally.py counts it again."

    def add_arguments(self, parser: CommandParser) -> None:
        """The ballot; the file is JSON with or without --json."""
        parser.add_argument("ballot", metavar="BALLOT_ID", type=int)
        parser.add_argument("--json", action="store_true", help="the tally is JSON in any case")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints it byte for byte."""
        ballot = Ballot.objects.filter(pk=options["ballot"]).first()
        if ballot is None:
            self.stderr.write(f"There is no ballot {options['ballot']}.")
            raise SystemExit(2)
        tally = PublishedTally.objects.filter(ballot=ballot).first()
        if tally is None or ballot.state not in (BallotState.PUBLISHED, BallotState.CHALLENGED):
            self.stderr.write(
                f"Ballot {ballot.pk} is {in_sentence(ballot.get_state_display())}: only a published ballot has a tally."
            )
            raise SystemExit(1)
        self.stdout.write(tally.text, ending="")
