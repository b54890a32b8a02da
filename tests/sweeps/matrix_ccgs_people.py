"""Who may open which page of people, posts, LMCs and constitutions."""

from typing import Any

from django.core.files.base import ContentFile

from ccgs.models import LMCArea, PartnerLink
from cocommission.shared.actions.documents import store_document
from tests.factories.ccgs_people import LONG_AGO, constitution, partner, steward

ROLES = (
    "public", "representative", "other_representative", "lmc_reviewer", "officer", "other_officer",
    "accountable_officer", "regional_officer", "other_region_officer",
)  # fmt: skip
ALL = dict.fromkeys(ROLES, 200)
NEW = {"email": "ola@example.invalid", "name": "Ola Newcomer", "reason": "Appointed"}
FROM = {"starts_at[day]": "1", "starts_at[month]": "10", "starts_at[year]": "2015", "starts_at[time]": "9:00"}
DAY = {"from_on[day]": "1", "from_on[month]": "10", "from_on[year]": "2015"}
END = {"to_on[day]": "1", "to_on[month]": "11", "to_on[year]": "2015", "reason": "Merged"}


def only(status: int, *allowed: str, **others: int) -> dict[str, int]:
    """A page of one CCG: `status` for `allowed`, 403 for those who hold another post there, 404 for strangers."""
    found = {"public": 302, "other_officer": 404, "other_region_officer": 404}
    return {role: status if role in allowed else (found | others).get(role, 403) for role in ROLES}


def of(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def nothing(world: Any) -> dict[str, Any]:
    return {}


def of_lmc(world: Any) -> dict[str, Any]:
    return {"code": world.lmc.code}


def of_region(world: Any) -> dict[str, Any]:
    return {"code": world.region.code}


def in_force(world: Any) -> dict[str, Any]:
    return of(world) | {"number": world.constitution.number}


def version(state: str, **more: Any) -> Any:
    def arguments(world: Any) -> dict[str, Any]:
        return of(world) | {"number": constitution(world.ccg, state).number} | more

    return arguments


def with_letter(world: Any) -> dict[str, Any]:
    letter = store_document(ContentFile(b"%PDF-1.4 letter", name="letter.pdf"), by=steward(), now=LONG_AGO)
    row = constitution(world.ccg, "APPROVED", approval_document=letter)
    return of(world) | {"number": row.number, "which": "approval"}


def post(key: str, organisation: str = "ccg") -> Any:
    return lambda world: {"code": getattr(world, organisation).code, "post_id": world.posts[key].pk}


def a_practice(world: Any) -> dict[str, Any]:
    return of(world) | {"practice_code": world.practices[0].code}


def area(world: Any) -> dict[str, Any]:
    return of(world) | {"area_id": LMCArea.objects.get(ccg=world.ccg).pk}


def link(world: Any) -> dict[str, Any]:
    partner(world.ccg)
    return of(world) | {"link_id": PartnerLink.objects.get(ccg=world.ccg).pk}


def data(**fields: str) -> Any:
    return lambda world: fields


OFFICER = only(200, "officer")
DONE = only(302, "officer")
WORKING = only(200, "officer", "accountable_officer", "regional_officer")
LMC_ONLY = {role: {"public": 302, "lmc_reviewer": 200}.get(role, 404) for role in ROLES}
REGION_ONLY = {role: {"public": 302, "regional_officer": 200}.get(role, 404) for role in ROLES}
DRAFT = {role: 200 if role in ("officer", "accountable_officer", "regional_officer") else 404 for role in ROLES}
DECIDER = only(200, "regional_officer", officer=403)
A_GRANT = lambda role: lambda world: NEW | FROM | {"role": role}  # noqa: E731

MATRIX = [
    ("person", lambda world: {"person_id": world.officer.pk}, ALL | {"public": 302}, "GET"),
    ("ccg", of, ALL, "GET"),
    ("ccg-people", of, ALL, "GET"),
    ("ccg-grant", of, OFFICER, "GET"),
    ("ccg-grant", of, DONE, "POST", A_GRANT("LAY_MEMBER")),
    ("ccg-post", post("lay_member"), WORKING, "GET"),
    ("ccg-post", post("representative"), WORKING, "GET"),
    ("ccg-post", post("other_officer"), only(404, "officer", "accountable_officer", "regional_officer"), "GET"),
    (
        "ccg-post",
        post("lay_member"),
        only(302, "officer", accountable_officer=400, regional_officer=400),
        "POST",
        lambda world: {"act": "end", "end-reason": "Left"},
    ),
    ("ccg-representatives", of, ALL | {"public": 302, "other_officer": 404, "other_region_officer": 404}, "GET"),
    ("ccg-representatives-import", of, OFFICER, "GET"),
    (
        "ccg-representatives-import",
        of,
        OFFICER,
        "POST",
        data(text="practice_code,name,email\nG82001,Ola Newcomer,ola@example.invalid", reason="List", act="check"),
    ),
    ("practice-grant", a_practice, only(200, "officer", "representative"), "GET"),
    ("practice-grant", a_practice, only(302, "officer", "representative"), "POST", A_GRANT("DEPUTY")),
    ("ccg-lmcs", of, ALL, "GET"),
    ("ccg-link-lmc", of, OFFICER, "GET"),
    ("ccg-link-lmc", of, DONE, "POST", lambda world: DAY | {"lmc": world.other_lmc.pk}),
    ("ccg-unlink-lmc", area, OFFICER, "GET"),
    ("ccg-unlink-lmc", area, DONE, "POST", lambda world: END),
    ("ccg-link-partner", of, OFFICER, "GET"),
    ("ccg-link-partner", of, DONE, "POST", lambda world: DAY | {"kind": "HWB", "name": "Medway HWB"}),
    ("ccg-unlink-partner", link, OFFICER, "GET"),
    ("ccg-unlink-partner", link, DONE, "POST", lambda world: END),
    ("lmcs", nothing, ALL, "GET"),
    ("lmc-new", nothing, dict.fromkeys(ROLES, 404) | {"public": 302, "steward": 200}, "GET"),
    (
        "lmc-new",
        nothing,
        dict.fromkeys(ROLES, 404) | {"public": 302, "steward": 302},
        "POST",
        data(code="SURREY", name="Surrey LMC"),
    ),
    ("lmc", of_lmc, ALL, "GET"),
    ("lmc-people", of_lmc, ALL, "GET"),
    ("lmc-grant", of_lmc, LMC_ONLY | {"steward": 200}, "GET"),
    ("lmc-grant", of_lmc, LMC_ONLY | {"lmc_reviewer": 302}, "POST", A_GRANT("LMC_REVIEWER")),
    ("lmc-post", post("lmc_reviewer", "lmc"), LMC_ONLY, "GET"),
    ("lmc-post", post("lmc_reviewer", "lmc"), LMC_ONLY | {"lmc_reviewer": 400}, "POST", data(act="end")),
    ("region-people", of_region, ALL, "GET"),
    ("region-grant", of_region, REGION_ONLY | {"steward": 200}, "GET"),
    ("region-grant", of_region, REGION_ONLY | {"regional_officer": 302}, "POST", A_GRANT("REGIONAL_OFFICER")),
    ("region-post", post("regional_officer", "region"), REGION_ONLY, "GET"),
    (
        "region-post",
        post("regional_officer", "region"),
        REGION_ONLY | {"regional_officer": 400},
        "POST",
        data(act="end"),
    ),
    ("ccg-constitutions", of, ALL, "GET"),
    ("ccg-constitution-new", of, OFFICER, "GET"),
    ("ccg-constitution-new", of, DONE, "POST", data(title="Joint", text="# 1 Name\n\nNHS Medway CCG")),
    ("ccg-constitution-compare", of, ALL, "GET"),
    ("ccg-constitution", in_force, ALL, "GET"),
    ("ccg-constitution", version("DRAFT"), DRAFT, "GET"),
    ("ccg-constitution", version("PROPOSED"), ALL, "GET"),
    ("ccg-constitution-text", in_force, ALL, "GET"),
    ("ccg-constitution-file", with_letter, ALL, "GET"),
    ("ccg-constitution-checklist", in_force, ALL, "GET"),
    ("ccg-constitution-edit", version("DRAFT"), OFFICER, "GET"),
    ("ccg-constitution-edit", in_force, only(409, "officer"), "GET"),
    ("ccg-constitution-edit", version("DRAFT"), DONE, "POST", data(title="Joint", text="# 1 Name\n\nNHS")),
    ("ccg-constitution-mark", version("DRAFT"), OFFICER, "GET"),
    ("ccg-constitution-mark", version("DRAFT"), DONE, "POST", data(NAME="1")),
    ("ccg-constitution-rule", version("DRAFT", decides="any"), OFFICER, "GET"),
    (
        "ccg-constitution-rule",
        version("DRAFT", decides="model-choice"),
        DONE,
        "POST",
        data(weight_kind="EQUAL", notice_days="14", mode="RECORDED", clause="4.9"),
    ),
    ("ccg-constitution-act", version("DRAFT", name="propose"), only(200, "officer", regional_officer=403), "GET"),
    ("ccg-constitution-act", version("DRAFT", name="propose"), DONE, "POST", data(reason="")),
    ("ccg-constitution-act", version("DRAFT", name="discard"), DONE, "POST", data(reason="Overtaken")),
    ("ccg-constitution-act", version("PROPOSED", name="adopt"), DONE, "POST", data(what="Meeting of 16 July")),
    ("ccg-constitution-act", version("PROPOSED", name="return"), DONE, "POST", data(reason="A comma")),
    ("ccg-constitution-act", version("PROPOSED", name="lost"), DONE, "POST", data(reason="37% in favour")),
    ("ccg-constitution-act", version("ADOPTED", name="approve"), DECIDER, "GET"),
    (
        "ccg-constitution-act",
        version("ADOPTED", name="approve"),
        DECIDER | {"regional_officer": 302},
        "POST",
        data(reasons="It meets the requirements."),
    ),
    (
        "ccg-constitution-act",
        version("ADOPTED", name="refuse"),
        DECIDER | {"regional_officer": 302},
        "POST",
        data(reason="It does not."),
    ),
    ("ccg-constitution-act", version("APPROVED", name="in-force"), OFFICER, "GET"),
    (
        "ccg-constitution-act",
        version("APPROVED", name="in-force"),
        DONE,
        "POST",
        data(**{"from_at[day]": "2", "from_at[month]": "10", "from_at[year]": "2015", "from_at[time]": "12:00"}),
    ),
]
