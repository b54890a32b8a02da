"""Rules of the conflict map and of the chair's rulings."""

from cocommission.shared.rules.blockers import BLOCKS, WARNS, Rule

MAP_01 = Rule(
    "MAP-01",
    "Each item is set against each member: through declared interests, work, posts and the stakes that organisations "
    "have in each other. An item that affects every member practice, and every local incentive scheme, affects every "
    "GP partner of the CCG; every proposal shows its path, and every member without one shows why.",
    "I",
    "Inferred from BMA guidance on co-commissioning, November 2016, and from the National Audit Office 2015: in 14 of "
    "75 cases the papers were too thin to judge how a conflict was handled",
    WARNS,
    kept_by=("pccc.rules.conflict_map.propose",),
)
MAP_02 = Rule(
    "MAP-02",
    "The proposal depends on the kind of gain and the decision: disclose, no vote, leave for the decision or "
    "leave for the item. The chair decides.",
    "R",
    "Conflicts guidance of June 2016, the chair's options; not seen in its text",
    WARNS,
    kept_by=("pccc.rules.ladder.rung",),
)
MAP_03 = Rule(
    "MAP-03",
    "The chair decides. Nobody decides on their own conflict. If the chair has a conflict, the person who takes "
    "the chair for the item decides.",
    "R",
    "Conflicts guidance of June 2016; North Hampshire CCG",
    BLOCKS,
)
MAP_04 = Rule(
    "MAP-04",
    "A ruling is kept for good with what the map had proposed and why; the latest counts. One that departs from the "
    "proposal has a reason.",
    "I",
    "Inferred from what minutes must record; see PCC-15",
    BLOCKS,
)
RULES = (MAP_01, MAP_02, MAP_03, MAP_04)
