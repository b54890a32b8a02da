"""What each model means for a practice, in our own words after the BMA's table of November 2016 [seed 002]."""

from dataclasses import dataclass

from models_abc.terms import CoCommissioningModel

SOURCE = "After the BMA's guidance for member practices and LMCs, November 2016; the wording is our own"


@dataclass(frozen=True, slots=True)
class ModelMeans:
    """One model as a practice reads it. `short` is one sentence; lists are complete sentences."""

    model: CoCommissioningModel
    short: str
    who_decides: str
    committee: str
    money: str
    conflicts: str
    needs: tuple[str, ...]
    how: str
    opportunities: tuple[str, ...]
    threats: tuple[str, ...]


MODELS: dict[str, ModelMeans] = {
    CoCommissioningModel.A: ModelMeans(
        model=CoCommissioningModel.A,
        short="Your CCG talks with NHS England about general practice and is heard. NHS England goes on deciding.",
        who_decides="NHS England decides everything. The CCG advises.",
        committee="No new committee.",
        money="The money stays with NHS England.",
        conflicts="No new conflicts of interest, because the CCG makes no decisions about practices.",
        needs=("Nothing. Every CCG has model A unless it holds another one.",),
        how="No application, no vote and no change of the constitution are needed.",
        opportunities=(
            "The CCG has a say in how general practice develops without carrying the risk or the responsibility.",
            "There are no added conflicts of interest to manage.",
        ),
        threats=(
            "Decisions about practices stay slow and scattered.",
            "The CCG and its practices can change less than their neighbours with more control, and the gap may grow.",
            "The CCG has little influence on national plans and cannot design local schemes in place of QOF or a DES.",
            "A far-off regional team may let the quality of commissioning slip further.",
            "It does not fit well with plans that are made for one place and its people.",
        ),
    ),
    CoCommissioningModel.B: ModelMeans(
        model=CoCommissioningModel.B,
        short="Your CCG and NHS England decide together, in a joint committee, on contracts, payments and new schemes.",
        who_decides="NHS England and the CCG decide jointly.",
        committee=(
            "A joint committee or committees in common. Healthwatch and the Health and Wellbeing Board may join "
            "without a vote. CCG and region agree the rest of the membership."
        ),
        money="CCG and NHS England may agree a pooled fund. No extra money for administration.",
        conflicts="Some new conflicts of interest. NHS England's part in each decision is a safeguard.",
        needs=(
            "A mandate of the member practices.",
            "A constitution that allows the joint committee, approved by the members and by NHS England.",
            "The LMC consulted well before.",
            "The governing body's approval.",
            "A local agreement signed by the CCG and the region, and terms for a pooled fund if there is one.",
        ),
        how="Agreed locally with the region since October 2015. It starts on one of the listed days only.",
        opportunities=(
            "A greater and direct say in the development of general practice and in the money spent on it.",
            "Local schemes can be designed in place of QOF and DESs.",
            "Working with neighbouring CCGs becomes easier, in line with wider plans for larger areas.",
            "CCG and practices meet fewer conflicts of interest than with full delegation.",
            "It suits a CCG without the managers that delegation needs.",
        ),
        threats=(
            "A joint committee may answer to no single CCG or its practices. The CCG must be an equal partner.",
            "Local schemes may add work, because practices will probably still have to meet the QOF indicators.",
            "There are more conflicts of interest, real or seen as such.",
            "Where practices and CCG do not get on, tensions may grow.",
            "A regional team is far off and may not know how money is best used locally.",
        ),
    ),
    CoCommissioningModel.C: ModelMeans(
        model=CoCommissioningModel.C,
        short="Your CCG commissions general practice with its own budget and decides without NHS England.",
        who_decides="The CCG decides. NHS England stays liable in law and wants to be assured.",
        committee=(
            "A primary care commissioning committee with a lay chair and a majority of lay and executive members. "
            "Healthwatch and Health and Wellbeing Board may join without a vote. The BMA advises a seat for the LMC."
        ),
        money="A delegated budget, which the CCG may top up. No extra money for administration.",
        conflicts="The most conflicts of interest. They need registers, rules for meetings and a sound committee.",
        needs=(
            "A mandate of the member practices.",
            "A constitution change approved by the members before the application and by NHS England before the start.",
            "The LMC consulted well before.",
            "The governing body's approval.",
            "The Accountable Officer and the Audit Chair each confirming that members and governing body agreed.",
            "A finance template, an implementation plan, committee terms of reference and published registers.",
        ),
        how="Applied for in a national round that closes to the minute. It starts on 1 April.",
        opportunities=(
            "GPs in the CCG lead the development of general practice directly, and decisions can come sooner.",
            "The CCG can plan primary, community and hospital care as one.",
            "Local schemes in place of QOF and DESs can follow the area's own plans.",
            "New ways of organising general practice are easier to bring about.",
            "It fits with planning for one place and its people.",
            "Care outside hospital can be improved and money moved towards it.",
            "Services can be redesigned across providers, nearer to what patients need.",
        ),
        threats=(
            "It strains the CCG's staff and money, which other work will feel.",
            "A CCG that holds its own members' contracts may worsen tensions where relations are poor.",
            "Local schemes may add work, because practices will probably still have to meet the QOF indicators.",
            "The CCG answers for deficits, old debts and overspending elsewhere.",
            "Conflicts of interest are greatest here, real or seen as such.",
            "The strict rules that conflicts call for may leave GPs and practices with less true influence.",
        ),
    ),
}
"""Keyed by the model's letter."""

FOR_EVERY_MODEL = (
    "No model gives a CCG power over a single GP's place on the performers list, appraisal or revalidation.",
    "No model changes the national terms of GMS contracts, or lets a CCG commission dental, pharmacy or eye services.",
    "No practice can be made to move from its national contract to a local one (FUN-05).",
    "No model brings extra money for administration.",
)
"""What a practice can rely on whatever the CCG chooses [seed 002]."""
