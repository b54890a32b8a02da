"""How an organisation is identified. Plain Python."""

import re

from cocommission.shared.rules.blockers import Blocker
from conflicts.terms.bodies import BodyKind

COMPANY_NUMBER = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{6}")
ODS_CODE = re.compile(r"[A-Z0-9]{3,10}")
WHO, SOURCE = "Declarant", "Local policy of this service"


def clean_code(text: str) -> str:
    """A code as it is kept: capitals, no spaces."""
    return "".join(text.split()).upper()


def clean_company_number(text: str) -> str:
    """A company number as it is kept: 8 characters, so `123456` becomes `00123456`."""
    code = clean_code(text)
    return code.zfill(8) if code.isdigit() else code


def body_blockers(*, kind: str, name: str, ods_code: str = "", company_number: str = "") -> list[Blocker]:
    """What is wrong with what was typed about an organisation; codes are cleaned already."""
    found = []
    if kind not in BodyKind:
        found.append(Blocker("COI-01", "Choose what kind of organisation it is.", WHO, SOURCE, field="kind"))
    if not name.strip():
        found.append(Blocker("COI-01", "Enter the name of the organisation.", WHO, SOURCE, field="name"))
    if ods_code and not ODS_CODE.fullmatch(ods_code):
        words = "An ODS code has 3 to 10 letters and digits, such as G82001."
        found.append(Blocker("COI-01", words, WHO, SOURCE, field="ods_code"))
    if company_number and not COMPANY_NUMBER.fullmatch(company_number):
        words = "A company number has 8 digits, or 2 letters and 6 digits, such as 01234567 or SC123456."
        found.append(Blocker("COI-01", words, WHO, SOURCE, field="company_number"))
    return found
