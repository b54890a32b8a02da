"""`manage.py readiness CCG`: may this CCG go forward, and if not, why not."""

import json
from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ccgs.models import CCG
from cocommission.shared.clock import LONDON, moment, read_clock
from models_abc.models import Round
from models_abc.readiness import answer_for


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"{text} is not a time in ISO 8601, such as 2015-11-06T11:59:59") from problem
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


class Command(BaseCommand):
    """Exit 0 ready, 1 not ready with reasons, 2 wrong use."""

    help = "Shows whether a CCG's application may go forward, with every reason why not."

    def add_arguments(self, parser: CommandParser) -> None:
        """The CCG, the round, the moment, --json."""
        parser.add_argument("ccg", metavar="CCG_CODE")
        parser.add_argument("--round", metavar="SLUG", help="the round; else the current application")
        parser.add_argument(
            "--at", type=_moment, metavar="ISO", help="a moment (London when it names no zone); else now"
        )
        parser.add_argument("--json", action="store_true")

    def _wrong(self, words: str) -> SystemExit:
        self.stderr.write(words)
        return SystemExit(2)

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks the one function and prints its answer."""
        ccg = CCG.objects.select_related("region").filter(code=options["ccg"].upper(), is_hub=False).first()
        if ccg is None:
            raise self._wrong(f"There is no CCG {options['ccg']}.")
        round_ = Round.objects.filter(slug=options["round"]).first() if options["round"] else None
        if options["round"] and round_ is None:
            raise self._wrong(f"There is no round {options['round']}.")
        now = read_clock()
        at = options["at"] or now
        answer = answer_for(ccg, at, round_=round_, past=at < now)
        if options["json"]:
            self.stdout.write(json.dumps(answer))
        else:
            self._tell(ccg, at, answer)
        if not answer["ready"]:
            raise SystemExit(1)

    def _tell(self, ccg: CCG, at: datetime, answer: dict[str, Any]) -> None:
        word = "ready" if answer["ready"] else "not ready"
        self.stdout.write(f"{ccg.name}, model {answer['model_sought']}, {moment(at)}: {word}")
        for kind in ("blockers", "warnings"):
            for one in answer[kind]:
                mark = "-" if kind == "blockers" else "! warning:"
                self.stdout.write(f"{mark} {one['missing']} ({one['who']}; {one['rule']}: {one['source']})")
