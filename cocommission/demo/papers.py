"""Texts of the demonstration: constitutions, voting rules and documents. All wording is our own and invented."""

from io import BytesIO

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms import Decides, QuorumOf, ThresholdBase
from ccgs.terms.constitutions import ChecklistItem

NOT_STATED = "The public papers do not state Medway's rule: this clause is invented for the demonstration."

FIRST_TEXT = """# Constitution of {name}

This text is invented for the demonstration.

## 1 Name

The name of the group is {name}.

## 2 Members

2.1 The members of the group are the practices listed in appendix A.

2.2 A practice leaves the group when it closes or joins another group.

## 3 Area

The area of the group is that of its member practices.

## 4 Decisions of the members

4.1 Each practice has one vote, given by its representative or deputy.

4.2 A change of this constitution needs at least two thirds of the votes cast, on 14 days' notice, and half of the
practices must vote.

4.3 Any other question needs more than half of the votes cast.

## 5 Functions

5.1 The governing body discharges the functions of the group.

5.2 The governing body meets in public and publishes its papers.

## 6 Conflicts of interest

The group keeps registers of interests and publishes them, as section 14O of the Act requires.

## 7 Participation

Each member takes part in the decisions of the group through its representative.
"""

DELEGATED_CLAUSES = """
## 8 Primary care commissioning committee

8.1 The group may exercise functions that NHS England delegates to it. It does so through a primary care commissioning
committee.

8.2 The committee has a lay chair and a lay vice chair. Lay and executive members together hold the majority of its
votes. GPs are never the majority.

8.3 Healthwatch and the Health and Wellbeing Board are invited to every meeting and have no vote. The LMC is invited.

## 9 Budget for general practice

9.1 The group ring-fences the budget for general practice at the value delegated to it by NHS England and passes on
every later national change of funding as a minimum.

9.2 Any change of 9.1 is put to the members.
"""

JOINT_CLAUSES = """
## 8 Joint committee

8.1 The group may decide jointly with NHS England through a joint committee.

8.2 CCG and NHS England agree its membership. Healthwatch and the Health and Wellbeing Board may join without a vote.
"""

CHECKLIST = {
    str(ChecklistItem.NAME): "1",
    str(ChecklistItem.MEMBERS): "2.1",
    str(ChecklistItem.AREA): "3",
    str(ChecklistItem.FUNCTIONS): "5.1",
    str(ChecklistItem.DECISIONS): "4.1",
    str(ChecklistItem.TRANSPARENCY): "5.2",
    str(ChecklistItem.CONFLICTS): "6",
    str(ChecklistItem.PARTICIPATION): "7",
}

CHANGE_RULE = VotingRuleTerms(
    decides=Decides.CONSTITUTION_CHANGE,
    clause="4.2",
    clause_text="A change of this constitution needs at least two thirds of the votes cast, on 14 days' notice, and "
    f"half of the practices must vote. {NOT_STATED}",
    threshold_numerator=2,
    threshold_denominator=3,
    strict=False,
    base=ThresholdBase.CAST,
    quorum_numerator=1,
    quorum_denominator=2,
    quorum_of=QuorumOf.PRACTICES,
    notice_days=14,
)
ANY_RULE = VotingRuleTerms(
    decides=Decides.ANY,
    clause="4.3",
    clause_text=f"Any other question needs more than half of the votes cast. {NOT_STATED}",
    threshold_numerator=1,
    threshold_denominator=2,
    strict=True,
    base=ThresholdBase.CAST,
)


def constitution_text(name: str, extra: str = "") -> str:
    """The text of a version for a CCG called `name`; `extra` are the clauses that are put to the members."""
    return FIRST_TEXT.format(name=name) + extra


def paper(name: str, text: str) -> BytesIO:
    """A text as a form hands an uploaded file over."""
    file = BytesIO(f"{text}\n\nThis document is invented for the demonstration.\n".encode())
    file.name = name
    return file


IMPLEMENTATION_PLAN = """Implementation plan for delegated commissioning

August      draft with risks and controls
October     shared with member practices
28 October  governing body
6 November  submission by midday
December    decision of NHS England
1 April     start

Risks: capacity of the CCG; the allocation from NHS England; overspending in hospitals. Controls: governing body, a
steering group for primary care commissioning, the audit committee, a ring-fenced budget."""
FINANCE_TEMPLATE = "Budget for general practice, thousands of pounds\nGMS and PMS contracts,24500\nPremises,3100\n"
TERMS_OF_REFERENCE = """Primary care commissioning committee: terms of reference

Chair and vice chair: lay members. Six voting seats: two lay members, the accountable officer, the chief finance
officer, a registered nurse and a doctor from another area. Quorum: four, two of them lay or executive."""
REGISTERS = "Registers of interests, of gifts and hospitality and of procurement decisions are on the CCG's site."
MINUTES = "Extract of minutes: the governing body approved the application and the implementation plan."
AGREEMENT = "Delegation Agreement between NHS England and the CCG."
JOINT_AGREEMENT = "Joint commissioning agreement between NHS England's regional team and the CCG."
CONSULTATION_PAPER = """To the local medical committee

The CCG means to apply for delegated commissioning. Its members will vote on the model and on the change of the
constitution. We ask whether you have been consulted properly, and for your opinion."""
