"""An officer is told to set up a second step, does so with an app, and signs in with its code from then on."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from ccgs.actions.people import invite_person
from ccgs.actions.posts import grant_post
from ccgs.terms import RoleCode
from tests.journeys.desk import Office

PASSWORD = "four quiet herons at dusk"  # noqa: S105


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_second_step(site, world, settings):
    settings.REQUIRE_TOTP = True
    world.officer.set_password(PASSWORD)
    world.officer.save()

    site.visit("/accounts/login/")
    site.fill("E-mail address", world.officer.email)
    site.fill("Password", PASSWORD)
    site.press("Sign in")
    site.expect_text("it needs a second step at sign-in")
    if "reauthenticate" in site.page.url:
        site.fill("Password", PASSWORD)
        site.press("Go on")
    secret = site.page.locator("#authenticator_secret").input_value()
    site.page.locator("input[name=code]").fill(code_of(secret))
    site.press("Activate")
    site.expect_text("Recovery codes")

    site.visit("/tasks/")
    site.press("Sign out")
    site.visit("/accounts/login/")
    site.fill("E-mail address", world.officer.email)
    site.fill("Password", PASSWORD)
    site.press("Sign in")
    site.expect_text("authenticator code")
    site.page.locator("input[name=code]").fill("000000")
    site.press("Sign in")
    site.expect_text("There is a problem")


def test_an_invited_officer_chooses_a_password_and_sets_up_the_second_step(
    browser, live_server, mailoutbox, settings, travel, world, now
):
    settings.REQUIRE_TOTP, settings.SERVICE_URL = True, live_server.url
    by, where = world.officer, world.ccg
    new = invite_person(email="ola@example.invalid", name="Ola Newcomer", organisation=where, by=by, now=now)
    grant_post(
        person=new, role=RoleCode.GOVERNANCE_OFFICER, organisation=where, starts_at=now, reason="New", by=by, now=now
    )
    office = Office(browser, live_server.url, mailoutbox, travel, now, unseen=(r"/accounts/.*",))
    office.at(now)
    ola = office.desk("ola@example.invalid")
    ola.accepts_the_invitation()
    ola.reads("Recovery codes")
    ola.my_tasks()
    ola.reads("Governance officer")
    office.passes(hours=13)
    ola.my_tasks()  # the session has ended: password and code again
    ola.opens(office.link_in("ola@example.invalid", "Set your password"))
    ola.reads("This link no longer works")
    office.closes()
