"""The rounds of 2014 to 2018 and what happened around them, each with its source (domain rules, section 3.1).

Opening moments are not in any paper that could be read: they are taken from the announcement and marked
`is_confirmed=False` where they are a guess.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cocommission.shared.clock import LONDON
from models_abc.rules.rounds import EVIDENCE_FOR_B, EVIDENCE_FOR_C
from models_abc.terms import EvidenceKind, RoundPurpose

BMA = "BMA guidance for member practices and LMCs, November 2016"
MEDWAY = "Medway Health and Wellbeing Board paper, 15 September 2015"


def _at(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class CalendarRound:
    """A national round as the sources tell it; fields as in the record ``Round``."""

    slug: str
    name: str
    purpose: str
    model_sought: str
    opens_at: datetime
    closes_at: datetime
    go_live_on: tuple[date, ...]
    required_evidence: tuple[EvidenceKind, ...]
    source: str
    decision_by_on: date | None = None
    only_for: str = ""
    is_confirmed: bool = True


ROUNDS: tuple[CalendarRound, ...] = (
    CalendarRound(
        slug="interest-2014",
        name="Expressions of interest 2014",
        purpose=RoundPurpose.INTEREST,
        model_sought="",
        opens_at=_at(2014, 5, 1),
        closes_at=_at(2014, 6, 21),
        go_live_on=(),
        required_evidence=(),
        source="PSNC and Sunderland terms of reference; announced 1 May 2014, closed 20 June 2014 with 196 received",
    ),
    CalendarRound(
        slug="delegated-2015",
        name="Delegated commissioning from April 2015",
        purpose=RoundPurpose.NATIONAL,
        model_sought="C",
        opens_at=_at(2014, 11, 10),
        closes_at=_at(2015, 1, 9, 12),
        go_live_on=(date(2015, 4, 1),),
        required_evidence=EVIDENCE_FOR_C,
        decision_by_on=date(2015, 2, 18),
        source="HSJ and Pulse: closes noon 9 January 2015; opened with Next steps, November 2014 (day to be confirmed)",
        is_confirmed=False,
    ),
    CalendarRound(
        slug="joint-2015",
        name="Joint commissioning from April 2015",
        purpose=RoundPurpose.NATIONAL,
        model_sought="B",
        opens_at=_at(2014, 11, 10),
        closes_at=_at(2015, 1, 31),
        go_live_on=(date(2015, 4, 1), date(2015, 7, 1)),
        required_evidence=EVIDENCE_FOR_B,
        source="HSJ and Pulse: closes 30 January 2015; opened with Next steps, November 2014 (day to be confirmed)",
        is_confirmed=False,
    ),
    CalendarRound(
        slug="joint-2015-16",
        name="Joint commissioning 2015/16",
        purpose=RoundPurpose.LOCAL,
        model_sought="B",
        opens_at=_at(2015, 4, 1),
        closes_at=_at(2016, 4, 1),
        go_live_on=(date(2015, 7, 1), date(2015, 10, 1), date(2016, 1, 1), date(2016, 4, 1)),
        required_evidence=EVIDENCE_FOR_B,
        only_for="1 July 2015 only for CCGs that had deferred",
        source=MEDWAY,
    ),
    CalendarRound(
        slug="delegated-2016",
        name="Delegated commissioning from April 2016",
        purpose=RoundPurpose.NATIONAL,
        model_sought="C",
        opens_at=_at(2015, 6, 1),
        closes_at=_at(2015, 11, 6, 12),
        go_live_on=(date(2016, 4, 1),),
        required_evidence=EVIDENCE_FOR_C,
        decision_by_on=date(2015, 12, 31),
        source=f"{MEDWAY}: midday on 6 November 2015; opening day to be confirmed",
        is_confirmed=False,
    ),
    CalendarRound(
        slug="joint-2017",
        name="Joint commissioning from January 2017",
        purpose=RoundPurpose.LOCAL,
        model_sought="B",
        opens_at=_at(2016, 4, 1),
        closes_at=_at(2017, 1, 1),
        go_live_on=(date(2017, 1, 1),),
        required_evidence=EVIDENCE_FOR_B,
        source=BMA,
    ),
    CalendarRound(
        slug="delegated-2017",
        name="Delegated commissioning from April 2017",
        purpose=RoundPurpose.NATIONAL,
        model_sought="C",
        opens_at=_at(2016, 9, 28),
        closes_at=_at(2016, 12, 6),
        go_live_on=(date(2017, 4, 1),),
        required_evidence=(*EVIDENCE_FOR_C, EvidenceKind.DCO_SIGNATURE),
        source=f"{BMA}: 5 December 2016; NHS England checklist 2017/18. Opening day and closing hour to be confirmed",
        is_confirmed=False,
    ),
    CalendarRound(
        slug="delegated-2018",
        name="Delegated commissioning from April 2018",
        purpose=RoundPurpose.NATIONAL,
        model_sought="C",
        opens_at=_at(2017, 11, 1),
        closes_at=_at(2018, 1, 1),
        go_live_on=(date(2018, 4, 1),),
        required_evidence=(*EVIDENCE_FOR_C, EvidenceKind.DCO_SIGNATURE),
        source="GPonline: opens 1 November 2017, start 1 April 2018. Closing day to be confirmed",
        is_confirmed=False,
    ),
)
"""In the order in which they closed, more or less; slugs are used in addresses and never change."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that happened on a day, or that falls due."""

    on: date
    what: str
    source: str


EVENTS: tuple[CalendarEvent, ...] = (
    CalendarEvent(date(2014, 5, 1), "CCGs are invited to say which model interests them", "PSNC; Sunderland CCG"),
    CalendarEvent(date(2014, 10, 1), "Joint committees of CCGs and NHS England become lawful", "Lexology 2014"),
    CalendarEvent(
        date(2015, 2, 18),
        "64 CCGs approved for model C, one on conditions; 63 start",
        f"HSJ; {MEDWAY}; day to be confirmed",
    ),
    CalendarEvent(date(2015, 4, 1), "Models start: 63 C, 86 B, 60 A", MEDWAY),
    CalendarEvent(date(2016, 4, 1), "114 CCGs hold model C", BMA),
    CalendarEvent(date(2016, 12, 23), "Plans under the General Practice Forward View are due", BMA),
    CalendarEvent(date(2017, 4, 1), "174 CCGs hold model C, 33 do not", "GPonline"),
)
"""What surrounds the rounds. Numbers are the sources'; no total is loaded from them."""

EXIT_NOTICE = (
    "A CCG may leave delegated commissioning on 1 April if it gives notice by 30 September before (NHS England, "
    "questions and answers on delegation)."
)
