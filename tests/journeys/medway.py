"""The sentences of the Medway journey: what each person does in the browser, and what happens elsewhere."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page

from cocommission.shared.clock import LONDON, london
from models_abc.tasks.applications import take_up
from tests.factories.rounds import round_row
from tests.factories.votes import cast
from tests.factories.world import practice
from tests.journeys.conftest import Site

EXTRA = 51  # with the five of the small country: Medway's 56 member practices
NEW_CLAUSE = "\n## 8 Primary care commissioning committee\n\n8.1 It has a lay chair and a lay and executive majority.\n"
HERE = "/ccgs/09W/"
APPLICATION = f"{HERE}application/1/"


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment in London."""
    return datetime(year, month, day, hour, minute, second, tzinfo=LONDON)


@dataclass
class Medway:
    """NHS Medway CCG in 2015, in a browser whose clock we set."""

    site: Site
    world: Any
    travel: Any
    looked_over: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Looks over every page once: the same page of another ballot or a later day looks the same to axe."""
        look = self.site.look

        def once(page: Page) -> None:
            heading = page.locator("h1").first.inner_text()
            key = (re.sub(r"\d+", "N", page.url), heading, page.title())
            if key not in self.looked_over:
                look(page)
                self.looked_over.add(key)

        self.site.look = once

    # -- before it begins ---------------------------------------------------------------------------------

    def given_56_member_practices_and_the_rounds_of_2015(self) -> None:
        from ccgs.terms.roles import RoleCode
        from tests.factories.ccgs_people import person, post

        for number in range(EXTRA):
            code = f"G83{number:03}"
            row = practice(code, f"Practice number {number}", 5_000 + number, self.world.ccg, self.world.release)
            self.world.representatives[code] = person(f"Robin Number {number}", f"robin.{number}@example.invalid")
            post(RoleCode.REPRESENTATIVE, row, self.world.representatives[code])
        round_row("delegated-2016")

    def on(self, moment: datetime, who: str = "") -> None:
        """It is `moment`, and `who` (a name of the small country) sits down; nobody for the public."""
        self.now = self.travel(moment)
        if who:
            self.site.sign_in(self.world.people[who])
        else:
            self.site.sign_out()

    def fill(self, label: str, value: str) -> None:
        """Types into a field, needed or optional."""
        self.labelled(label).fill(value)

    def labelled(self, label: str) -> Locator:
        """The field with this label, which ends in "(optional)" where it may stay empty."""
        return self.site.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")).first

    # -- the constitution ---------------------------------------------------------------------------------

    def the_officer_writes_version(self, number: int, title: str, more: str) -> None:
        self.site.visit(f"{HERE}constitution/new/")
        self.fill("Title", title)
        text = self.labelled("Text")
        text.fill(text.input_value() + more)
        self.site.press("Save the draft")
        self.site.visit(f"{HERE}constitution/{number}/act/propose/")
        self.site.press("Propose it to the members")
        self.site.expect_text("Proposed")

    def the_officer_records_of_version(self, number: int, act: str, button: str, **fields: str) -> None:
        self.site.visit(f"{HERE}constitution/{number}/act/{act}/")
        for label, value in fields.items():
            self.fill(label.replace("__", ", ").replace("_", " "), value)
        self.site.press(button)

    def the_members_adoption_of_version_is_on_record(self, number: int) -> None:
        self.site.visit(f"{HERE}constitution/{number}/")
        self.site.expect_text("Ballot 2, question 2. 94.3% (50 of 53)")

    # -- the ballot ---------------------------------------------------------------------------------------

    def the_officer_drafts_a_ballot(self, number: int, title: str) -> None:
        self.site.visit(f"{HERE}ballots/new/")
        self.fill("Title", title)
        self.site.press("Save the draft")
        self.site.expect_text("Add at least one question.")
        self.ballot_page = f"{HERE}ballots/{number}/"

    def with_a_question_about_models(self, text: str, *models: str) -> None:
        self.site.visit(f"{self.ballot_page}questions/new/")
        self.site.page.locator("input[name=kind][value=MODEL_CHOICE]").check()
        self.fill("The question, as members read it", text)
        for model in models:
            self.site.page.locator(f"input[name=models][value={model}]").check()
        self.site.page.locator("input[name=as_choice][value=no]").check()
        self.site.press("Save the question")

    def with_a_question_about_the_constitution(self, version: int, text: str) -> None:
        self.site.visit(f"{self.ballot_page}questions/new/")
        self.site.page.locator("input[name=kind][value=CONSTITUTION_CHANGE]").check()
        self.fill("The question, as members read it", text)
        label = "If it is about the constitution: the proposed version"
        options = self.labelled(label)
        options.select_option(index=1)
        self.site.press("Save the question")

    def voting_from_until(self, opens: datetime, closes: datetime) -> None:
        self.site.visit(f"{self.ballot_page}times/")
        self._moment("opens_at", opens)
        self._moment("closes_at", closes)
        self.site.press("Save")

    def and_opens_it(self) -> None:
        self.site.press("Continue to open the ballot")
        self.site.press("Open the ballot")
        self.site.expect_text("Whole ballot")

    def _moment(self, name: str, moment: datetime) -> None:
        local = london(moment)
        for part, value in (("day", local.day), ("month", local.month), ("year", local.year)):
            self.site.page.locator(f"[name='{name}[{part}]']").fill(str(value))
        self.site.page.locator(f"[name='{name}[time]']").fill(f"{local:%H:%M}")

    def a_representative_votes(self, who: str, practice_name: str, *answers: str) -> None:
        self.site.sign_in(self.world.people[who])
        self.site.visit("/tasks/")
        self.site.page.get_by_role("link", name=f"Vote for {practice_name}").first.click()
        self.site.looked()
        for number, answer in enumerate(answers, start=1):
            self.site.page.locator(f"input[name=question_{number}][value={answer}]").check()
        self.site.choose(f"I confirm that this is the vote of {practice_name}")
        self.site.press("Record the vote")
        self.site.expect_text(practice_name)

    def the_other_practices_vote(self, number: int, *groups: tuple[int, str, str]) -> None:
        from votes.models import Ballot

        ballot = Ballot.objects.get(ccg=self.world.ccg, number=number)
        voted = set(ballot.roll.filter(papers__isnull=False).values_list("code", flat=True))
        codes = iter(sorted(set(ballot.roll.values_list("code", flat=True)) - voted))
        for count, one, two in groups:
            for _ in range(count):
                cast(self.world, ballot, next(codes), one, two, now=self.now)

    def it_is_counted_certified_and_published(self, counted: datetime) -> None:
        self.on(counted, "officer")
        self.site.visit(self.ballot_page)
        self.site.press("Count the ballot")
        self.site.press("Count the ballot")
        self.on(counted + timedelta(days=1), "lay_member")
        self.site.visit(self.ballot_page)
        self.site.press("Certify the count")
        self.site.choose("I have checked the count. I did not run this ballot.")
        self.site.press("Certify the count")
        self.on(counted + timedelta(days=1, hours=1), "officer")
        self.site.visit(self.ballot_page)
        self.site.press("Publish the result")
        self.site.press("Publish the result")

    def everybody_reads(self, *texts: str) -> None:
        self.site.sign_out()
        self.site.visit(self.ballot_page)
        for text in texts:
            self.site.expect_text(text)

    # -- LMC and practices --------------------------------------------------------------------------------

    def the_officer_consults_kent_lmc(self, closes: datetime) -> None:
        self.site.visit(f"{HERE}consultations/new/")
        self.site.page.locator("input[name=kind][value=MODEL_DECISION]").check()
        self.labelled("Which LMC is asked").select_option(index=1)
        self.fill("Title", "Delegated commissioning from April 2016")
        self.fill("What the LMC is asked", "Were you consulted properly, and what is your opinion?")
        self._moment("closes_at", closes)
        self.site.press("Save")
        self.site.press("Add a paper")
        self.labelled("Or the text of a constitution version").select_option(index=1)
        self.site.press("Add a paper")
        self.site.press("Open the consultation")

    def the_lmc_answers_that_it_was_consulted_properly(self) -> None:
        self.site.visit("/lmcs/KENT/consultations/")
        self.site.press("Delegated commissioning from April 2016")
        self.site.press("Answer")
        self.site.page.locator("input[type=radio]").first.check()
        self.site.press("Continue")
        self.site.page.locator("input[name=opinion][value=SUPPORT]").check()
        self.site.press("Continue")
        self.site.press("Continue")
        self.site.press("Send the answer")

    def the_officer_logs(self, title: str, kind: str, held: datetime) -> None:
        self.site.visit(f"{HERE}engagement/new/")
        self.site.page.locator(f"input[name=kind][value={kind}]").check()
        self.fill("Title", title)
        self._moment("held_at", held)
        self.fill("Who was invited", "Every member practice")
        self.site.press("Log an event")

    # -- the application ----------------------------------------------------------------------------------

    def the_officer_starts_an_application(self) -> None:
        self.site.visit(f"{HERE}application/start/")
        self.site.page.get_by_role("radio").first.check()
        self.site.press("Start the application")

    def relying_on_ballot(self, title: str) -> None:
        self.site.visit(f"{APPLICATION}mandate/")
        for box in self.site.page.locator("input[name=ballots]").all():
            box.uncheck()
        self.site.page.locator(".nhsuk-checkboxes__item", has_text=title).locator("input").check()
        self.site.press("Save the ballots")

    def relying_on_the_constitution_and_the_consultation(self, version: int) -> None:
        self.site.visit(f"{APPLICATION}constitution/")
        item = self.site.page.locator(".nhsuk-radios__item", has_text=f"ersion {version}")
        item.first.locator("input").check()
        self.site.press("Save the version")
        self.site.visit(f"{APPLICATION}consultation/")
        self.site.page.locator("input[name=consultations]").first.check()
        self.site.press("Save")

    def the_officer_uploads(self, *kinds: str) -> None:
        for kind in kinds:
            self.site.visit(f"{APPLICATION}documents/")
            self.site.page.locator(f"input[name=kind][value={kind}]").check()
            self._file("file", f"{kind.lower()}.txt")
            self.site.press("Upload")

    def _file(self, name: str, file_name: str) -> None:
        file = {"name": file_name, "mimeType": "text/plain", "buffer": b"The paper of the year 2015."}
        self.site.page.locator(f"input[type=file][name={name}]").set_input_files(file)

    def the_secretary_records_the_governing_body_of(self, held: date) -> None:
        self.site.visit(f"{APPLICATION}governing-body/")
        for part, value in (("day", held.day), ("month", held.month), ("year", held.year)):
            self.site.page.locator(f"[name='held_on[{part}]']").fill(str(value))
        self.fill("Reference of the minute", "GB 9")
        self._file("file", "minutes.txt")
        self.site.press("Record the approval")

    def signs_as(self, title: str) -> None:
        self.site.visit(f"{APPLICATION}attestations/{title.upper().replace(' ', '_')}/")
        self.site.choose("I have read the statement and confirm every part of it")
        self.site.press(f"Sign as {title}")

    def finds_that_it_is_too_late(self) -> None:
        self.site.visit(f"{APPLICATION}submit/")
        assert self.site.page.get_by_role("button", name="Submit the application").is_disabled()
        self.site.expect_text("closed on 6 November 2015 at midday")

    def submits(self) -> None:
        self.site.visit(f"{APPLICATION}submit/")
        self.site.choose("This is the application that the CCG wants to submit")
        self.site.press("Submit the application")
        self.site.expect_text("Application submitted")

    def the_region_approves(self, review: str) -> None:
        self.site.visit(review)
        self.site.press("Take it up for review")
        self.site.press("Decide")
        self.site.page.locator("input[name=outcome][value=APPROVED]").check()
        self.fill("Reasons", "The members gave their mandate and the governance is in place.")
        self.site.press("Record the decision")
        self.site.press("Record the decision")

    def the_region_issues_and_signs_the_agreement(self, review: str) -> None:
        self.site.visit(f"{review}agreement/")
        self._file("file", "delegation-agreement.txt")
        self.site.press("Issue it")
        self.site.press("Sign for NHS England")

    def the_sweep_runs(self) -> int:
        return take_up(self.now).done
