"""An officer fills posts and brings a constitution on its way; the region approves; everybody can read it."""

from ccgs.terms.constitutions import ConstitutionState
from tests.factories.ccgs_people import constitution, partner


def test_an_officer_keeps_people_and_partners(site, world):
    partner(world.ccg)
    site.sign_in(world.officer)
    site.visit("/ccgs/09W/")
    site.press("Members and people")
    site.press("People in post")
    site.press("Grant a post")
    site.choose("Lay member")
    site.fill("E-mail address", "ola@example.invalid")
    site.fill("Name (optional)", "Ola Newcomer")
    site.fill("Reason", "Appointed by the governing body")
    site.press("Grant the post")
    site.expect_text("Ola Newcomer")
    site.visit(f"/ccgs/09W/people/{world.posts['audit_chair'].pk}/")
    site.press("End the post")
    site.press("End the post")  # without a reason: the error stands at the field
    site.expect_text("Enter why the post ends")
    site.visit("/ccgs/09W/representatives/")
    site.press("Import representatives from a file")
    site.fill("Or paste the lines (optional)", "practice_code,name,email\nG82001,Ulf Newer,ulf@example.invalid")
    site.fill("Reason", "List of the practices")
    site.press("Check the file")
    site.press("Import 1 change")
    site.expect_text("Ulf Newer")
    for path in ("lmcs/", "lmcs/link/", "partners/link/", "representatives/G82001/grant/"):
        site.visit(f"/ccgs/09W/{path}")
    for path in (f"/people/{world.officer.pk}/", "/lmcs/", "/lmcs/KENT/", "/lmcs/KENT/people/", "/regions/Y57/people/"):
        site.visit(path)


def test_a_constitution_finds_its_way(site, world):
    site.sign_in(world.officer)
    site.visit("/ccgs/09W/constitution/")
    site.press("Write a new draft")
    site.fill("Title", "Joint committee")
    site.fill("Text (optional)", world.constitution.text + "\n\n8 Joint committee\n\nThe group may form one.")
    site.press("Save the draft")
    site.press("Mark the checklist")
    site.press("Save the checklist")
    site.visit("/ccgs/09W/constitution/2/rules/model-choice/")
    site.fill("Number of the clause (optional)", "4.4")
    site.press("Check the rule in plain English")
    site.expect_text("The constitution does not state a complete threshold.")
    site.visit("/ccgs/09W/constitution/2/edit/")
    site.visit("/ccgs/09W/constitution/2/")
    site.press("Propose it to the members")
    site.press("Propose it to the members")
    site.expect_text("Proposed to the members")
    site.press("what changed")
    site.expect_text("8 Joint committee")
    adopted = constitution(world.ccg, ConstitutionState.ADOPTED)
    site.sign_in(world.regional_officer)
    site.visit(f"/ccgs/09W/constitution/{adopted.number}/")
    site.press("Approve it for NHS England")
    site.fill("Decision, with reasons", "It meets the requirements of the Act.")
    site.press("Approve it for NHS England")
    site.expect_text("Approved by NHS England")
    site.sign_out()
    site.visit("/ccgs/09W/constitution/")
    site.visit("/ccgs/09W/constitution/1/checklist/")
