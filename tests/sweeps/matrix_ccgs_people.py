"""Who may open which page of people, posts, LMCs and constitutions."""

from typing import Any

from django.core.files.base import ContentFile

from ccgs.models import LMCArea, PartnerLink
from cocommission.shared.actions.documents import store_document
from tests.factories.ccgs_people import LONG_AGO, constitution, partner, steward
from tests.sweeps.who import CONNECTED, P, everyone, only, private, signed_in, unseen

ALL = everyone(200)
NEW = {"email": "ola@example.invalid", "name": "Ola Newcomer", "reason": "Appointed"}
FROM = {"starts_at[day]": "1", "starts_at[month]": "10", "starts_at[year]": "2015", "starts_at[time]": "9:00"}
DAY = {"from_on[day]": "1", "from_on[month]": "10", "from_on[year]": "2015"}
END = {"to_on[day]": "1", "to_on[month]": "11", "to_on[year]": "2015", "reason": "Merged"}


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


EDITS, EDITED = only(200, P.EDIT_CONSTITUTION), only(302, P.EDIT_CONSTITUTION)
KEEPS, KEPT = only(200, P.MANAGE_MEMBERS), only(302, P.MANAGE_MEMBERS)
# The data steward, who grants first posts, may open the pages on which posts are granted.
# The steward may grant a first officer's post only, and this row grants another.
GRANTS, GRANTED = only(200, P.MANAGE_POSTS, steward=200), only(302, P.MANAGE_POSTS, steward=400)
READS = only(200, P.VIEW_WORKING, P.MANAGE_POSTS, steward=200)
DECIDES, DECIDED = only(200, P.APPROVE_CONSTITUTION), only(302, P.APPROVE_CONSTITUTION)


def at_lmc(status: int) -> dict[str, int]:
    return private(status, "lmc_reviewer", steward=status)


def at_region(status: int) -> dict[str, int]:
    return private(status, "regional_officer", steward=status)


A_GRANT = lambda role: lambda world: NEW | FROM | {"role": role}  # noqa: E731

MATRIX = [
    ("person", lambda world: {"person_id": world.officer.pk}, signed_in(200), "GET"),
    ("ccg", of, ALL, "GET"),
    ("ccg-people", of, ALL, "GET"),
    ("ccg-grant", of, GRANTS, "GET"),
    ("ccg-grant", of, GRANTED, "POST", A_GRANT("LAY_MEMBER")),
    ("ccg-post", post("lay_member"), READS, "GET"),
    ("ccg-post", post("representative"), READS, "GET"),
    ("ccg-post", post("other_officer"), only(404, P.VIEW_WORKING, P.MANAGE_POSTS, steward=404), "GET"),
    ("ccg-post-end", post("lay_member"), READS, "GET"),
    ("ccg-post-end", post("lay_member"), only(302, P.MANAGE_POSTS, "lay_member"), "POST", data(reason="Left")),
    ("ccg-post-replace", post("lay_member"), READS, "GET"),
    ("ccg-post-replace", post("lay_member"), only(302, P.MANAGE_POSTS), "POST", lambda world: NEW),
    ("ccg-representatives", of, only(200, *CONNECTED), "GET"),
    ("ccg-representatives-import", of, KEEPS, "GET"),
    (
        "ccg-representatives-import",
        of,
        KEEPS,
        "POST",
        data(text="practice_code,name,email\nG82001,Ola Newcomer,ola@example.invalid", reason="List", act="check"),
    ),
    ("practice-grant", a_practice, only(200, P.MANAGE_POSTS, P.CAST_VOTE), "GET"),
    ("practice-grant", a_practice, only(302, P.MANAGE_POSTS, P.CAST_VOTE), "POST", A_GRANT("DEPUTY")),
    ("ccg-lmcs", of, ALL, "GET"),
    ("ccg-link-lmc", of, KEEPS, "GET"),
    ("ccg-link-lmc", of, KEPT, "POST", lambda world: DAY | {"lmc": world.other_lmc.pk}),
    ("ccg-unlink-lmc", area, KEEPS, "GET"),
    ("ccg-unlink-lmc", area, KEPT, "POST", lambda world: END),
    ("ccg-link-partner", of, KEEPS, "GET"),
    ("ccg-link-partner", of, KEPT, "POST", lambda world: DAY | {"kind": "HWB", "name": "Medway HWB"}),
    ("ccg-unlink-partner", link, KEEPS, "GET"),
    ("ccg-unlink-partner", link, KEPT, "POST", lambda world: END),
    ("lmcs", nothing, ALL, "GET"),
    ("lmc-new", nothing, private(200, "steward"), "GET"),
    (
        "lmc-new",
        nothing,
        private(302, "steward"),
        "POST",
        data(code="SURREY", name="Surrey LMC"),
    ),
    ("lmc", of_lmc, ALL, "GET"),
    ("lmc-people", of_lmc, ALL, "GET"),
    ("lmc-grant", of_lmc, at_lmc(200), "GET"),
    ("lmc-grant", of_lmc, at_lmc(302), "POST", A_GRANT("LMC_REVIEWER")),
    ("lmc-post", post("lmc_reviewer", "lmc"), at_lmc(200), "GET"),
    ("lmc-post-end", post("lmc_reviewer", "lmc"), at_lmc(200), "GET"),
    ("lmc-post-end", post("lmc_reviewer", "lmc"), at_lmc(400), "POST", data(reason="")),
    ("lmc-post-replace", post("lmc_reviewer", "lmc"), at_lmc(200), "GET"),
    ("lmc-post-replace", post("lmc_reviewer", "lmc"), at_lmc(302), "POST", lambda world: NEW),
    ("region-people", of_region, ALL, "GET"),
    ("region-grant", of_region, at_region(200), "GET"),
    ("region-grant", of_region, at_region(302), "POST", A_GRANT("REGIONAL_OFFICER")),
    ("region-post", post("regional_officer", "region"), at_region(200), "GET"),
    ("region-post-end", post("regional_officer", "region"), at_region(200), "GET"),
    ("region-post-end", post("regional_officer", "region"), at_region(400), "POST", data(reason="")),
    ("region-post-replace", post("regional_officer", "region"), at_region(200), "GET"),
    ("region-post-replace", post("regional_officer", "region"), at_region(302), "POST", lambda world: NEW),
    ("ccg-constitutions", of, ALL, "GET"),
    ("ccg-constitution-new", of, EDITS, "GET"),
    ("ccg-constitution-new", of, EDITED, "POST", data(title="Joint", text="# 1 Name\n\nNHS Medway CCG")),
    ("ccg-constitution-compare", of, ALL, "GET"),
    ("ccg-constitution", in_force, ALL, "GET"),
    ("ccg-constitution", version("DRAFT"), unseen(200, P.VIEW_WORKING), "GET"),
    ("ccg-constitution", version("PROPOSED"), ALL, "GET"),
    ("ccg-constitution-text", in_force, ALL, "GET"),
    ("ccg-constitution-file", with_letter, ALL, "GET"),
    ("ccg-constitution-checklist", in_force, ALL, "GET"),
    ("ccg-constitution-edit", version("DRAFT"), EDITS, "GET"),
    ("ccg-constitution-edit", in_force, only(409, P.EDIT_CONSTITUTION), "GET"),
    ("ccg-constitution-edit", version("DRAFT"), EDITED, "POST", data(title="Joint", text="# 1 Name\n\nNHS")),
    ("ccg-constitution-mark", version("DRAFT"), EDITS, "GET"),
    ("ccg-constitution-mark", version("DRAFT"), EDITED, "POST", data(NAME="1")),
    ("ccg-constitution-rule", version("DRAFT", decides="any"), EDITS, "GET"),
    (
        "ccg-constitution-rule",
        version("DRAFT", decides="model-choice"),
        EDITED,
        "POST",
        data(weight_kind="EQUAL", notice_days="14", mode="RECORDED", clause="4.9"),
    ),
    ("ccg-constitution-act", version("DRAFT", name="propose"), EDITS, "GET"),
    ("ccg-constitution-act", version("DRAFT", name="propose"), EDITED, "POST", data(reason="")),
    ("ccg-constitution-act", version("DRAFT", name="discard"), EDITED, "POST", data(reason="Overtaken")),
    ("ccg-constitution-act", version("PROPOSED", name="adopt"), EDITED, "POST", data(what="Meeting of 16 July")),
    ("ccg-constitution-act", version("PROPOSED", name="return"), EDITED, "POST", data(reason="A comma")),
    ("ccg-constitution-act", version("PROPOSED", name="lost"), EDITED, "POST", data(reason="37% in favour")),
    ("ccg-constitution-act", version("ADOPTED", name="approve"), DECIDES, "GET"),
    (
        "ccg-constitution-act",
        version("ADOPTED", name="approve"),
        DECIDED,
        "POST",
        data(reasons="It meets the requirements."),
    ),
    (
        "ccg-constitution-act",
        version("ADOPTED", name="refuse"),
        DECIDED,
        "POST",
        data(reason="It does not."),
    ),
    ("ccg-constitution-act", version("APPROVED", name="in-force"), EDITS, "GET"),
    (
        "ccg-constitution-act",
        version("APPROVED", name="in-force"),
        EDITED,
        "POST",
        data(**{"from_at[day]": "2", "from_at[month]": "10", "from_at[year]": "2015", "from_at[time]": "12:00"}),
    ),
]
