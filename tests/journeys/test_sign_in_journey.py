"""An officer is told to set up a second step, does so with an app, and signs in with its code from then on."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

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
