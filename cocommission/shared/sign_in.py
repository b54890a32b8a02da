"""Who may sign in: people who were invited. Nobody signs up by themselves, also not through an identity provider."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.forms import DisconnectForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cocommission.shared.addresses import client_address
from cocommission.shared.forms import NHSForm
from cocommission.shared.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an officer invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """By what failed sign-ins are counted; refused (403) where nothing is known, as the library does."""
        return client_address(request) or super().get_client_ip(request)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An NHS identity is joined to the person who has the same verified address; strangers are refused."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: the person must exist."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connects the identity to the invited person."""
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            raise PermissionDenied(
                "Ask your governance officer to invite you under the e-mail address of your NHS account."
            )
        sociallogin.connect(request, person)


class AccountForm(NHSForm):
    """A form of the library in our words: `missing` has the message for each field that was left empty."""

    missing: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.missing.items():
            self.fields[name].error_messages["required"] = words
            self.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(AccountForm, LoginForm):
    """Address and password."""

    missing = {"login": "Enter your email address", "password": "Enter your password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["password"].help_text = ""


class PasswordLinkForm(AccountForm, ResetPasswordForm):
    """To whom the link goes with which a password is chosen."""

    missing = {"email": "Enter your email address"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].help_text = "The address under which you were invited."


NEW_PASSWORD = {"password1": "Enter a new password", "password2": "Enter your new password again"}


class NewPasswordForm(AccountForm, ResetPasswordKeyForm):
    """A new password, typed twice."""

    missing = NEW_PASSWORD

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("password1", "New password"), ("password2", "New password again")):
            self.fields[name].label = label
        self.fields["password1"].help_text = "At least 12 characters. Four words that do not belong together are best."


class PasswordChangeForm(AccountForm, ChangePasswordForm):
    """The password until now, and a new one."""

    missing = {"oldpassword": "Enter your current password", **NEW_PASSWORD}


class FirstPasswordForm(AccountForm, SetPasswordForm):
    """A password for somebody who has none."""

    missing = NEW_PASSWORD


class PasswordAgainForm(AccountForm, ReauthenticateForm):
    """The password once more, before the account is changed."""

    missing = {"password": "Enter your password"}


class CodeForm(AccountForm, AuthenticateForm):
    """The second factor."""

    missing = {"code": "Enter the code from your authenticator app, or a recovery code"}


class CodeAgainForm(AccountForm, ReauthenticateByCodeForm):
    """The second factor once more, before the account is changed."""

    missing = CodeForm.missing


class FirstCodeForm(AccountForm, ActivateTOTPForm):
    """The first code of an app that was set up."""

    missing = {"code": "Enter the code from your authenticator app"}


class IdentityForm(AccountForm, DisconnectForm):
    """Which identity of another provider is no longer joined to the person."""

    missing = {"account": "Select the account you want to disconnect"}
