"""What the home page of a CCG says is owed to an LMC is what every other page says, though it asks in one statement."""

from datetime import timedelta

import pytest

from cocommission.shared.panels import facts_of
from tests.factories.consultations import answer, fresh, opened, upload
from votes.actions.consultation_papers import add_paper_version
from votes.queries.consultation_rows import owed, rows_of
from votes.queries.consultations import current_papers, facts, of_ccg, with_everything
from votes.terms.consultations import Opinion

pytestmark = pytest.mark.django_db
AS_TOLD = (
    "lmc_name", "url", "closes_at", "closed", "answered", "consulted_properly", "opinion", "stale", "no_response",
    "changed_since_opening", "reply_needed", "replied",
)  # fmt: skip


def test_the_home_page_says_what_is_owed_as_the_facts_do(world, now, database_clock):
    database_clock(now)
    made, later = opened(world), now

    def both(of=made):
        rows = {row.id: list(owed(row, later)) for row in facts_of(world.ccg, later)["votes.consultations"]}
        told = facts(with_everything(of_ccg(world.ccg)), later)
        flags = ("reply_needed", "reply"), ("stale", "stale"), ("no_response", "silence")
        assert rows == {c.id: [word for flag, word in flags if getattr(c, flag)] for c in told}
        for row in rows_of([c.id for c in told], later):  # what readiness is told of them
            (c,) = (one for one in told if one.id == row.id)
            assert {name: getattr(row, name) for name in AS_TOLD} == {name: getattr(c, name) for name in AS_TOLD}
        return rows[of.pk]

    assert both() == []
    answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="Too early")
    assert both() == ["reply"]
    paper = current_papers(fresh(made))[0]
    add_paper_version(paper=paper, file=upload(text="New"), reason="Figures", by=world.officer, now=now)
    assert both() == ["reply", "stale"]
    silent = opened(world)
    later = now + timedelta(days=40)
    assert both(silent) == ["silence"]
