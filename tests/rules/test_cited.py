"""What is said of a source beside a sentence, and what only the page of rules says."""

import pytest

from cocommission.shared.queries.rules import catalogues
from cocommission.shared.rules.blockers import cited

CITED = {
    "BMA guidance, November 2016": "BMA guidance, November 2016",
    "Guidance of 28 June 2016, read at Hempsons": "Guidance of 28 June 2016",
    "Model terms of reference, as remembered; to be confirmed": "Model terms of reference",
    "To be confirmed against the guidance; shown as local policy; BMJ Open 2017": "local policy; BMJ Open 2017",
    "Pulse: closes 30 January 2015; opened in November 2014 (day to be confirmed)": "Pulse: closes 30 January 2015; "
    "opened in November 2014",
    "South Norfolk CCG; the approval of 2016 is to be confirmed": "South Norfolk CCG",
    "Guidance of 28 June 2016, recalled": "Guidance of 28 June 2016",
    "Recalled from the 2016 guidance: meetings in public": "2016 guidance: meetings in public",
    "Practice of CCGs; other options recalled from the 2016 guidance": "Practice of CCGs; other options from the 2016 "
    "guidance",
    "No source says it. Local policy of this service": "Local policy of this service",
    "": "",
}


@pytest.mark.parametrize(("source", "shown"), CITED.items())
def test_notes_on_a_source_are_left_out(source, shown):
    assert cited(source) == shown


def test_no_source_of_a_rule_is_lost_whole():
    lost = [rule.id for each in catalogues() for rule in each.rules if not cited(rule.source)]
    assert lost == []
