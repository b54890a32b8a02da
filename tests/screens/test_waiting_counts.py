"""What the sub-navigation counts in a group is what the reader's task list offers there now, for every role."""

import re
from collections import Counter

import pytest
from lxml import html

from ccgs.queries.posts import ccg_of
from ccgs.terms.roles import RoleCode
from conflicts.actions.certificates import draft_certificate
from conflicts.terms import CertificatePeriod
from tests.factories import consultations, interests, meetings, models_abc, votes
from tests.factories.ccgs_people import post
from tests.screens.test_task_statements import much_to_do
from votes.actions.consultation_papers import add_paper_version
from votes.models import RollEntry

pytestmark = pytest.mark.django_db
GROUPS = {
    "Members and people": r"/ccgs/\w+/(practices|representatives|people|constitution|lmcs|partners)/",
    "Votes": r"/vote/|/ccgs/\w+/(ballots|consultations|engagement)/",
    "Conflicts": r"/ccgs/\w+/registers/",
    "Committees": r"/ccgs/\w+/(committees|decisions)/",
    "Application": r"/ccgs/\w+/(application|interest|model-held|arrangement|functions)/",
    "Applications": r"/regions/\w+/applications/",
    "Consultations": r"/lmcs/\w+/consultations/",
    "People in post": r"/(regions|lmcs)/\w+/people/",
    "Overview": r"/\w+/\w+/outbox/",
}
"""Where the tasks of each group lead to; "Overview" is the organisation's own."""


@pytest.fixture
def busy(world, database_clock):
    """Something to do for everybody, and something that has to wait."""
    database_clock(world.now)
    models_abc.ready(world, attested=False)
    much_to_do(world, "First committee")
    meetings.noticed(world)
    interests.declarant(world, world.gp_member)
    outdated = consultations.opened(world)
    consultations.answer(outdated, world.lmc_reviewer, world.now, opinion="SUPPORT")
    paper = outdated.papers.get()
    new = {"file": consultations.upload(text="New"), "reason": "Figures"}
    add_paper_version(paper=paper, by=world.officer, now=world.now, **new)
    draft_certificate(ccg=world.ccg, period=CertificatePeriod.QUARTER, by=world.officer, now=world.now)
    post(RoleCode.GUARDIAN, world.ccg, world.audit_chair)
    votes.opened(world, now=world.now, ccg=world.other_ccg, by=world.other_officer)
    post(RoleCode.REPRESENTATIVE, world.other_practices[0], world.representative)
    return world


def counted(client, address):
    """What each group of the sub-navigation says is to do."""
    (row, *_) = html.fromstring(client.get(address).content).xpath("//nav[contains(@class, 'app-sub')]/ul")
    found = Counter()
    for place, item in enumerate(row.xpath("./li")):
        text = " ".join(item.text_content().split())
        number = re.search(r"(\d+) to do$", text)
        found["Overview" if place == 0 else re.sub(r" \d+ to do$", "", text)] += int(number[1]) if number else 0
    return +found


def offered(client, address):
    """The tasks that lead to pages of the organisation at `address`, by group; also of its practices."""
    page = html.fromstring(client.get("/tasks/").content)
    links = page.xpath("//p[@class='app-tasks__title']/a/@href")
    mine = [link for link in links if (organisation_of_vote(link) or link).startswith(address)]
    return Counter(next(group for group, place in GROUPS.items() if re.match(place, link)) for link in mine)


def organisation_of_vote(link):
    """The CCG that asks, of the link to a voting paper; "" of any other link."""
    entry = re.fullmatch(r"/vote/(\d+)/", link)
    return RollEntry.objects.get(pk=entry[1]).ballot.ccg.url if entry else ""


def organisations_of(person, now):
    rows = [
        one.practice and ccg_of(one.practice, now) or one.ccg or one.lmc or one.region for one in person.posts.all()
    ]
    return {row.url for row in rows}


def test_counts_are_the_tasks_of_each_group_for_every_role(client, busy):
    wrong, seen = [], Counter()
    for who, person in busy.people.items():
        client.force_login(person)
        for address in organisations_of(person, busy.now):
            counts, tasks = counted(client, address), offered(client, address)
            seen += tasks
            if counts != tasks:
                wrong.append(f"{who} at {address}: counted {dict(counts)}, on the list {dict(tasks)}")
    assert not wrong, "\n".join(wrong)
    assert len(organisations_of(busy.representative, busy.now)) == 2, "votes are counted in more than one CCG"
    assert set(seen) >= {"Members and people", "Votes", "Conflicts", "Committees", "Application", "Consultations"}


def test_what_waits_is_not_counted(client, busy):
    client.force_login(busy.secretary)
    page = client.get("/tasks/").content.decode()
    assert "Run the meeting" in page.partition("What you can do later")[2]
    now = html.fromstring(page).xpath("//p[@class='app-tasks__title']/a/@href")
    assert counted(client, busy.ccg.url)["Committees"] == sum("/committees/" in link for link in now)
