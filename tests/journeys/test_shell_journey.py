"""A visitor finds their way; an officer with two organisations changes over; without JavaScript all works."""

import pytest

from tests.factories.ccgs_people import post

PUBLIC = ["/", "/rules/", "/glossary/", "/accessibility/", "/privacy/", "/status/", "/lists/", "/accounts/login/"]
SIGN_IN = ["/accounts/password/reset/", "/accounts/signup/"]
MINE = ["/tasks/", "/organisations/", "/accounts/2fa/", "/accounts/password/set/"]


def test_a_visitor_looks_around(site, world):
    for path in PUBLIC + SIGN_IN:
        site.visit(path)
    site.visit("/nothing-here/", status=404)
    site.expect_text("Page not found")


def test_an_officer_changes_organisation(site, world, now):
    post("LAY_MEMBER", world.other_ccg, world.officer, starts_at=now)
    site.sign_in(world.officer)
    for path in MINE:
        site.visit(path)
    site.visit("/organisations/")
    site.press("Choose NHS Dartford, Gravesham and Swanley CCG")
    header = site.page.locator("header")
    assert "NHS Dartford, Gravesham and Swanley CCG" in header.inner_text()


@pytest.mark.parametrize("path", ["ledger/?verify=1", "outbox/", "lists/"])
def test_the_proof_of_a_ccg(site, world, path):
    site.sign_in(world.officer)
    site.visit(f"/ccgs/09W/{path}")


def test_signing_out_needs_no_javascript(site, world, browser, live_server):
    site.sign_in(world.officer)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(site.page.context.cookies())
    page = context.new_page()
    page.goto(f"{live_server.url}/tasks/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/tasks/")
    assert "/accounts/login/" in page.url
    context.close()


def test_a_page_is_looked_over_when_it_is_at_rest(site, world):
    """The header's links hang over the white page until a frame after the resize; on a busy machine that is long."""
    slow = (
        "const real = requestAnimationFrame; window.requestAnimationFrame = (then) => setTimeout(() => real(then), 200)"
    )
    site.page.add_init_script(slow)
    site.sign_in(world.officer)
    site.visit("/tasks/")
