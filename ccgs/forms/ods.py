"""The form in which a national data steward uploads the public files."""

from django import forms
from django.core.exceptions import ValidationError

from ccgs.rules.ods.text import LARGEST_FILE
from ccgs.terms.organisations import ReleaseKind
from cocommission.shared.forms import DateField, NHSForm

HELP = {
    ReleaseKind.REGIONS: "ODS file eauth: 27 columns, no header",
    ReleaseKind.CCGS: "ODS file eccg: 27 columns, no header",
    ReleaseKind.PRACTICES: "ODS file epraccur: 27 columns, no header",
    ReleaseKind.LIST_SIZES: "Registered patients by practice, sex and age band: 26 columns with a header",
}


def _file(kind: ReleaseKind) -> forms.FileField:
    return forms.FileField(label=kind.label, help_text=HELP[kind], required=False, allow_empty_file=True)


class OdsUploadForm(NHSForm):
    """Any of the four files, and the day that they speak about."""

    as_at = DateField(
        label="As at",
        error_messages={"required": "Enter the date the files describe"},
        help_text="The day from which these files say how things are",
    )
    regions = _file(ReleaseKind.REGIONS)
    ccgs = _file(ReleaseKind.CCGS)
    practices = _file(ReleaseKind.PRACTICES)
    list_sizes = _file(ReleaseKind.LIST_SIZES)

    def clean(self) -> dict[str, object]:
        """At least one file, none too large to read."""
        given = {kind: self.cleaned_data.get(kind) for kind in ReleaseKind.values}
        if not any(given.values()):
            raise ValidationError("Choose at least one file")
        for kind, file in given.items():
            if file and file.size > LARGEST_FILE:
                self.add_error(kind, f"Choose a file smaller than {LARGEST_FILE // 1_000_000} MB")
        return self.cleaned_data
