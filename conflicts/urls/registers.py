"""Addresses of the public registers, the policy about them and redactions."""

from django.urls import path, register_converter

from cocommission.shared.views.exports import FORMATS
from conflicts.views import redactions, register_policies, registers


class FileFormat:
    """A file that a list is given as."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    to_url = to_python


register_converter(FileFormat, "file_format")
HUB = "ccgs/<code>/registers/"
INTERESTS = f"{HUB}interests/"

urlpatterns = [
    path(HUB, registers.registers, name="registers"),
    path(INTERESTS, registers.interests, name="register-interests"),
    path(f"{INTERESTS}register.<file_format:form>", registers.interests_file, name="register-interests-file"),
    path(f"{INTERESTS}changes/", registers.interests_changes, name="register-interests-changes"),
    path(f"{INTERESTS}nil-returns/", registers.interests_nil, name="register-interests-nil"),
    path(f"{INTERESTS}historic/", registers.interests_historic, name="register-interests-historic"),
    path(f"{INTERESTS}<int:number>/redaction/", redactions.redaction_request, name="redaction-request"),
    path(f"{HUB}values/", register_policies.values, name="register-values"),
    path(f"{HUB}policy/", register_policies.register_policy, name="register-policy"),
    path(f"{HUB}policy/document/", register_policies.policy_document, name="register-policy-document"),
    path(f"{HUB}redactions/", redactions.redactions, name="redactions"),
    path(f"{HUB}redactions/<int:pk>/", redactions.redaction, name="redaction"),
]
