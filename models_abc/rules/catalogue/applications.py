"""The rules of applications (domain rules, section 7)."""

from cocommission.shared.rules.blockers import Rule

_BMA = "BMA guidance for member practices and LMCs, November 2016"
_MEDWAY = "Medway Health and Wellbeing Board paper, September 2015"

APPLICATION_RULES: tuple[Rule, ...] = (
    Rule(
        "APP-01",
        "An application is in by the closing date and time of its round; later only with the region's "
        "recorded decision.",
        "G",
        f"{_MEDWAY}; {_BMA}",
    ),
    Rule(
        "APP-02",
        "Reminders go out 60, 30, 14, 7 and 1 days before a round closes.",
        "I",
        "local policy",
        "D",
        kept_by=("models_abc.rules.rounds.reminder_days_due",),
    ),
    Rule(
        "APP-03",
        "The Accountable Officer and the Audit Chair each confirm that members and governing body have "
        "seen and agreed the arrangements. They are two different people.",
        "G",
        f"NHS England application pro forma, quoted in {_BMA}",
    ),
    Rule(
        "APP-04",
        "The finance template and, where the round asks for it, the checklist signed by the NHS England "
        "director are attached.",
        "G",
        "NHS England delegated commissioning checklist 2017/18",
    ),
    Rule("APP-05", "The governing body approved the application on or before the day it is submitted.", "G", _MEDWAY),
    Rule(
        "APP-06",
        "The member practices gave a mandate. While their vote is still to come, the application can only "
        "go in subject to the vote, with its dates.",
        "A",
        f"{_BMA}; Ealing 2017",
    ),
    Rule(
        "APP-07",
        "The mandate is a formal ballot; support taken only in a meeting is a weaker mandate.",
        "A",
        f"{_BMA}; Pulse, January 2015",
        "W",
    ),
    Rule(
        "APP-08",
        "When the members vote No, an application submitted subject to that vote is rescinded.",
        "C",
        "Ealing CCG paper, February 2017",
        "D",
        kept_by=("models_abc.actions.going_live.settle_vote",),
    ),
    Rule(
        "APP-09",
        "The consultation of the LMC has closed before submission, or the reason for going without is recorded.",
        "A",
        _BMA,
    ),
    Rule(
        "APP-10",
        "The constitution change is approved by the members before submission and by NHS England before go-live.",
        "G",
        f"{_BMA}; Next steps summary, Lexology 2014",
    ),
    Rule("APP-11", "Every condition of the approval is met before go-live.", "G", "HSJ, February 2015"),
    Rule("APP-12", "The Delegation Agreement is signed before go-live.", "G", "NHS England, how to apply"),
    Rule(
        "APP-13",
        "Model B is agreed locally with the region and starts only on a listed date; from October 2015 "
        "there is no national application for it.",
        "G",
        f"{_MEDWAY}; {_BMA}",
    ),
    Rule("APP-14", "Model A needs no application.", "G", f"{_BMA}; Lexology 2014"),
    Rule(
        "APP-15",
        "A CCG that wants to leave delegation gives notice by 30 September for the next 1 April; later "
        "needs to be agreed with NHS England.",
        "G",
        "NHS England delegation questions and answers",
        "W",
    ),
    Rule("APP-16", "A CCG holds one model at a time.", "I", "local policy"),
    Rule(
        "APP-17",
        "An application describes the arrangements the region will decide on, so it is locked from "
        "submission to decision.",
        "I",
        "local policy",
    ),
    Rule("APP-18", "A CCG can withdraw its application until the model is taken up.", "I", "local policy"),
    Rule(
        "APP-19",
        "NHS England takes up an application after it is submitted, and decides on it once, with reasons. Only after a "
        "deferral does it decide again.",
        "I",
        "local policy",
    ),
    Rule(
        "COI-00",
        "The registers of conflicts of interest are published, or available to the public on request.",
        "L",
        "NHS Act 2006 section 14O",
    ),
)
