"""The sentences of the conflicts journeys: a committee around a new GP member, and what each does in the browser."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from playwright.sync_api import FilePayload, Page

from cocommission.shared.clock import london
from cocommission.shared.models import Person
from pccc.actions.meetings import open_meeting, plan_meeting, publish_agenda
from pccc.models import AgendaItem, Committee, Meeting, Membership
from pccc.terms import AttendanceKind, SeatRole
from tests.factories import committees
from tests.factories.ccgs_people import person
from tests.factories.decisions import closed, decided, holds, practice_body, votes
from tests.factories.interests import body
from tests.factories.meetings import Sitting, ask_the_rest, declared
from tests.factories.registers import guardian, policy
from tests.journeys.conftest import Site

HERE = "/ccgs/09W/"
REGISTERS = f"{HERE}registers/"
COMMITTEE = f"{HERE}committees/1/"
ONE = f"{COMMITTEE}meetings/1/"
ROWS = (*(row for row in committees.WIDE if row[0] != SeatRole.LOCAL_GP),)
"""Without its GP: four of five votes lay or executive, and the LMC."""


@dataclass
class Room:
    """The committee of NHS Medway CCG, in a browser whose clock we set."""

    site: Site
    world: Any
    travel: Any
    committee: Committee = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    looked_over: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Looks over every page once: a page with the same address, heading and buttons looks the same to axe."""
        look = self.site.look

        def once(page: Page) -> None:
            page.wait_for_load_state("load")
            buttons = "|".join(page.get_by_role("button").all_inner_texts())
            key = (page.url, page.locator("h1").first.inner_text(), buttons)
            if key not in self.looked_over:
                look(page)
                self.looked_over.add(key)

        self.site.look = once

    @property
    def gp(self) -> Person:
        """The GP who is new to the committee."""
        return self.people[SeatRole.LOCAL_GP]

    @property
    def chair(self) -> Person:
        """The lay member who chairs."""
        return self.people[SeatRole.LAY_MEMBER]

    # -- before it begins ---------------------------------------------------------------------------------

    def given_a_committee_that_a_gp_joins(self) -> None:
        """Model C, a Guardian, public registers, and a committee whose other members have declared nil."""
        world = self.world
        holds(world)
        guardian(world)
        policy(world, publish_all=True)
        practice_body(world)
        self.committee = committees.pccc(world, ROWS, template="bmj-4")
        for row in Membership.objects.filter(seat__committee=self.committee).select_related("seat", "person"):
            self.people[row.seat.role] = row.person
            declared(world.ccg, row.person, world.now)
        seat = committees.seat(self.committee, SeatRole.LOCAL_GP, True, by=world.secretary, now=world.now)
        new = self.people[SeatRole.LOCAL_GP] = person("Grace Doctor", "grace.doctor@example.invalid")
        committees.member(seat, new, by=world.secretary, now=world.now, starts_at=world.now)

    def given_a_decision_in_which_the_gp_voted(self, moment: datetime) -> None:
        """She said that she has nothing to declare, and voted on the contract of a federation."""
        world = self.world
        declared(world.ccg, self.gp, world.now)
        federation = body("Copper Federation Limited", company_number="01234567")
        meeting = plan_meeting(
            committee=self.committee, starts_at=moment, place="Town Hall", by=world.secretary, now=world.now
        )
        sitting = Sitting(world, self.committee, meeting, world.now, self.people)
        sitting.paper(sitting.item("Extended hours by Copper Federation", affected=[federation]))
        sitting.publish()
        self.on(moment)
        sitting.open().asked()
        item = sitting.take(AgendaItem.objects.get(meeting=meeting))
        decided(sitting, item, text="The contract is let for a year.", votes=votes(sitting))
        sitting.finish(item)
        closed(sitting)

    def on(self, moment: datetime) -> None:
        """It is `moment`, and nobody is signed in."""
        self.now = self.travel(moment)
        self.site.sign_out()

    # -- declaring ----------------------------------------------------------------------------------------

    def declares(self, kind: str, search: str, which: str, capacity: str, words: str, arose: date) -> None:
        """The guided declaration, from its first question to the one about consent; late when it is."""
        site = self.site
        site.press("Declare an interest")
        site.choose(kind)
        site.press("Continue")
        site.fill("Search by name, ODS code or company number", search)
        site.press("Search")
        site.choose(which)
        site.press("Continue")
        site.page.get_by_label("What is your role?").select_option(label=capacity)
        site.fill("Describe the interest", words)
        self.day("arose_on", arose)
        self.day("aware_on", arose)
        site.choose("Yes")
        site.press("Continue")
        if site.page.get_by_label("Why are you declaring it late?").count():
            site.fill("Why are you declaring it late?", "I did not think of it.")
            site.press("Continue")
        site.press("Declare the interest")

    def day(self, name: str, value: date) -> None:
        """Types a day into its three boxes."""
        for part in ("day", "month", "year"):
            self.site.page.locator(f"input[name='{name}[{part}]']").fill(str(getattr(value, part)))

    def the_officer_signs_off_entry(self, number: int, mitigation: str) -> None:
        self.site.sign_in(self.world.officer)
        self.site.visit(f"{REGISTERS}interests/{number}/")
        self.site.press("Review the entry")
        self.site.fill("Action taken to mitigate the conflict", mitigation)
        self.site.press("Sign it off")

    # -- the agenda and the map ---------------------------------------------------------------------------

    def the_secretary_plans_a_meeting(self, moment: datetime) -> None:
        self.site.sign_in(self.world.secretary)
        self.site.visit(f"{COMMITTEE}meetings/new/")
        self.day("starts_at", london(moment).date())
        self.site.page.locator("[name='starts_at[time]']").fill(f"{london(moment):%H:%M}")
        self.site.fill("Where", "Town Hall")
        self.site.press("Save")

    def adds_an_item(self, title: str, kind: str, function: str = "", practice: str = "") -> None:
        site = self.site
        site.visit(f"{ONE}items/new/")
        site.fill("Title", title)
        site.page.locator(f"input[name=kind][value={kind}]").check()
        if function:
            site.page.locator(f"input[name=functions][value={function}]").check()
        if practice:
            found = site.page.locator(".nhsuk-checkboxes__item", has_text=practice)
            found.locator("input[name=affected]").check()
        site.press("Save")

    def adds_a_paper_to_item(self, number: int) -> None:
        self.site.visit(f"{ONE}items/{number}/papers/new/")
        file: FilePayload = {"name": "report.txt", "mimeType": "text/plain", "buffer": b"What the officers propose."}
        self.site.page.locator("input[type=file]").set_input_files(file)
        self.site.press("Add a paper")

    def publishes_the_agenda(self) -> None:
        self.site.visit(ONE)
        self.site.press("Publish the agenda")
        self.site.expect_text("Agenda published")

    def the_chair_confirms_the_map_of_item(self, number: int) -> None:
        self.site.press(f"Confirm what is proposed for item {number}")
        self.site.press("Confirm all of these")

    # -- the meeting --------------------------------------------------------------------------------------

    def the_gp_declares_at_the_meeting(self, item: str, words: str) -> None:
        site = self.site
        site.sign_in(self.gp)
        site.visit(ONE)
        site.press("Declare your interests for this meeting")
        site.choose("Yes")
        for label, option in ((r"^\s*In which item", item), (r"^\s*Entry in the register", "Entry 1:")):
            field = site.page.get_by_label(re.compile(label))
            value = field.locator("option", has_text=option).get_attribute("value")
            field.select_option(value=value)
        site.page.get_by_label(re.compile(r"^\s*What the interest is, how large")).fill(words)
        site.press("Declare")

    def the_desk(self) -> None:
        self.site.sign_in(self.world.secretary)
        self.site.visit(f"{ONE}desk/")

    def presses_of(self, button: str, who: str) -> None:
        """A button of the line of one person in the room; its hidden words name them."""
        row = self.site.page.get_by_role("row", name=re.compile(f"^{re.escape(who)}"))
        row.get_by_role("button", name=re.compile(f"^{button}")).click()
        self.site.page.wait_for_load_state()
        self.site.looked()

    def records_the_decision(self, text: str, why: str, absent: str) -> None:
        """Everybody who is asked votes for it; nobody asks `absent`."""
        site = self.site
        site.press("Record the decision")
        assert site.page.get_by_role("group", name=absent).count() == 0
        site.fill("The decision", text)
        site.page.locator("textarea[name=rationale]").fill(why)
        for choice in site.page.locator("input[name^='vote_'][value=FOR]").all():
            choice.check()
        site.press("Record the decision")
        site.press("Record the decision")

    def ends_item(self, number: int, notes: str) -> None:
        site = self.site
        site.visit(f"{ONE}desk/")
        site.press(f"End item {number}")
        site.page.get_by_label(re.compile("Notes of the discussion")).fill(notes)
        site.press(f"End item {number}")
        site.press(f"End item {number}")

    # -- afterwards ---------------------------------------------------------------------------------------

    def the_secretary_writes_the_minutes(self, evidence: str) -> None:
        site = self.site
        site.visit(f"{ONE}minutes/")
        site.press("Add your words and evidence")
        for box in site.page.locator("[name^='evidence/']").all():
            box.fill(evidence)
        site.press("Save")
        site.press("Make the minutes final")

    def given_the_next_meeting(self, moment: datetime) -> None:
        """Planned and published in time, opened at `moment` with everybody there."""
        by = self.world.secretary
        made = plan_meeting(
            committee=self.committee, starts_at=moment, place="Town Hall", by=by, now=moment - timedelta(days=14)
        )
        sitting = Sitting(self.world, self.committee, made, moment - timedelta(days=14))
        sitting.paper(sitting.item("Report of the quarter", "INFORMATION"))
        made = publish_agenda(meeting=made, by=by, now=moment - timedelta(days=13))
        roll: dict[Person, str] = dict.fromkeys(self.people.values(), AttendanceKind.MEMBER)
        made = open_meeting(meeting=made, by=by, now=moment, roll=roll)
        ask_the_rest(made, by=by, now=moment)

    def the_minutes_are_approved_and_published(self) -> None:
        site = self.site
        site.sign_in(self.world.secretary)
        site.visit(f"{ONE}minutes/")
        site.press("Record the approval of the committee")
        later = Meeting.objects.get(committee=self.committee, number=2)
        site.page.get_by_label("Meeting that approved the minutes").select_option(value=str(later.pk))
        site.press("Record the approval")
        site.press("Record the approval")
        site.press("Publish the minutes")
        site.press("Publish the minutes")
