"""The demonstration: it loads, it is marked as invented, its ledger is sound, and everybody finds their main job."""

import csv
import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from ccgs.models import CCG, MemberPractice
from ccgs.queries.members import members_at
from ccgs.queries.models_held import model_held
from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.demo.clock import day
from cocommission.demo.countries import LIVE, MEDWAY, PLACES, SENT
from cocommission.demo.load import load_demonstration
from cocommission.demo.tours import TOURS
from cocommission.home.views.lists import LISTS, NATIONAL
from cocommission.shared.clock import london, read_clock
from cocommission.shared.models import DemonstrationSignIn, Message, Person
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.queries.ledger import verify
from conflicts.queries.register_months import months_of_register
from models_abc.models import Application, Arrangement
from models_abc.readiness import blockers
from models_abc.terms import ApplicationState, ArrangementState
from pccc.models import Meeting
from tests.browser import Browser
from tests.database import as_owner
from votes.models import Ballot, Consultation, HistoricResult, Result
from votes.terms.ballots import BallotPhase

MAIN_JOB = {
    "Governance officer, Harbour Vale": "Complete",
    "Practice representative of two practices, Harbour Vale": "Vote for",
    "Accountable Officer, Harbour Vale": "Sign the application",
    "Audit Chair, Harbour Vale": "Certify",
    "LMC reviewer, Saltmarsh LMC": "Answer for",
    "NHS England regional officer, South of England": "Decide on the application",
}
LINK = re.compile(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


class TestDemonstration(TestCase):
    """Loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.now = read_clock()
        with as_owner():  # the clock of the database stands in 2015 meanwhile, as with `manage.py load_demo`
            load_demonstration(now=cls.now)

    def client_of(self, role: str) -> Browser:
        client = Browser()
        client.force_login(DemonstrationSignIn.objects.select_related("person").get(role=role).person)
        return client

    def outcomes(self, ballot: Ballot) -> list[str]:
        return list(
            Result.objects.filter(question__ballot=ballot)
            .order_by("question__number")
            .values_list("outcome", flat=True)
        )

    def test_every_name_says_that_it_is_invented(self) -> None:
        unmarked = CCG.objects.exclude(name__endswith="(demonstration)")
        assert [ccg.code for ccg in unmarked] == [MEDWAY]
        assert not MemberPractice.objects.exclude(name__endswith="(demonstration)").exists()
        assert not Person.objects.exclude(name__endswith="(demo)").exists()
        assert not Person.objects.exclude(email__endswith="@demonstration.invalid").exists()

    def test_the_ledger_is_sound_and_the_clock_is_right_again(self) -> None:
        found = verify()
        assert found.ok
        assert found.rows > 1000
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp() - app_now(), pg_get_functiondef('app_now'::regproc)")
            apart, body = cursor.fetchone()
        assert abs(apart) < timedelta(minutes=1)
        assert "demonstration" not in body

    def test_medway_2015_came_out_as_it_did(self) -> None:
        ccg = CCG.objects.get(code=MEDWAY)
        march, july = Ballot.objects.filter(ccg=ccg).order_by("number")
        assert self.outcomes(march) == ["CARRIED", "LOST"]
        assert self.outcomes(july) == ["CARRIED", "CARRIED"]
        assert len(members_at(ccg, july.opens_at.date())) == 56
        published = set(HistoricResult.objects.filter(ccg=ccg).values_list("support_text", "turnout_text"))
        assert published == {("75%", ""), ("37%", ""), ("93.5%", "95%")}
        application = Application.objects.get(ccg=ccg)
        assert application.submission.submitted_at == day(2015, 11, 6, 11, 42)
        assert application.state == ApplicationState.LIVE
        assert model_held(ccg, day(2016, 3, 31, 23, 59, 59)) == "A"
        assert model_held(ccg, day(2016, 4, 1, 0)) == "C"

    def test_something_is_in_the_middle_of_a_live_round(self) -> None:
        ccg = CCG.objects.get(code=LIVE)
        ballot = Ballot.objects.get(ccg=ccg, title__startswith="Delegated")
        assert ballot.opens_at <= self.now
        assert london(ballot.closes_at).date() == london(self.now).date() + timedelta(days=1)
        consultation = Consultation.objects.get(ccg=ccg)
        assert consultation.closes_at > self.now
        assert not consultation.answers.exists()
        application = Application.objects.get(ccg=ccg)
        assert application.state == ApplicationState.PREPARING
        assert application.round.closes_at > self.now
        assert blockers(application, self.now)
        assert Application.objects.get(ccg__code=SENT).state == ApplicationState.SUBMITTED
        assert Arrangement.objects.get().state == ArrangementState.SIGNED_BY_CCG

    def test_a_ballot_is_in_each_phase(self) -> None:
        phases = {ballot.phase(self.now) for ballot in Ballot.objects.filter(ccg__code=LIVE)}
        assert phases == set(BallotPhase)

    def test_a_meeting_can_be_opened_now(self) -> None:
        secretary = self.client_of("Committee secretary, Medway")
        soon = (
            Meeting.objects.filter(committee__ccg__code=MEDWAY, starts_at__gte=self.now).order_by("starts_at").first()
        )
        page = secretary.get(f"{soon.url}open/")
        assert page.status_code == 200
        assert "You cannot open this meeting yet" not in page.content.decode()
        chair = DemonstrationSignIn.objects.get(role="Chair of the committee, Medway").person
        assert chair.name in page.content.decode()

    def test_every_register_has_entries(self) -> None:
        public = Browser()
        for page in ("interests", "gifts", "procurement", "breaches"):
            words = public.get(f"/ccgs/{MEDWAY}/registers/{page}/").content.decode()
            assert "<tbody" in words, page
        guardian = self.client_of("Conflicts of Interest Guardian, Medway")
        for page in ("redactions", "training", "self-certification"):
            words = guardian.get(f"/ccgs/{MEDWAY}/registers/{page}/").content.decode()
            assert "<tbody" in words, page

    def test_the_register_of_interests_has_a_year_like_others(self) -> None:
        months = months_of_register(CCG.objects.get(code=MEDWAY), self.now)
        new = [month.new for month in months]
        assert max(new) >= 3, new  # the annual round
        assert min(new) == 0, new
        assert sum(month.gone for month in months) >= 2
        assert len({month.active for month in months}) >= 5
        assert {month.new for month in months if month.begins_on.month == 8} == {0}

    def test_calendars_have_dates(self) -> None:
        for code in (MEDWAY, LIVE):
            assert b"BEGIN:VEVENT" in Browser().get(f"/ccgs/{code}/calendar/").content

    def test_every_list_of_the_country_is_given_whole_in_few_statements(self) -> None:
        rows_in_all = 0
        places = (
            (self.client_of("Governance officer, Harbour Vale"), f"/ccgs/{LIVE}/lists/", OrganisationKind.CCG),
            (self.client_of("NHS England regional officer, South of England"), "/lists/", NATIONAL),
        )
        for client, place, kind in places:
            for each in LISTS[kind]:
                if Permission.GUARD_CONFLICTS in each.needs and len(each.needs) == 1:
                    continue  # the Guardian's own
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(f"{place}{each.name}.csv")
                    assert answer.status_code == 200, each.name
                    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
                assert all(len(row) == len(each.columns) for row in rows), each.name
                assert len(asked) <= 14, (each.name, len(asked))
                rows_in_all += len(rows) - 1
        assert rows_in_all > 500

    def test_lists_and_regions_look_real(self) -> None:
        held = [model_held(ccg, self.now) for ccg in CCG.objects.all()]
        assert len(held) == len(PLACES)
        for model in "ABC":
            assert held.count(model) >= 5
        answer = Browser().get("/ccgs/")
        self.assertContains(answer, "NHS Medway CCG")
        assert CCG.objects.values("region").distinct().count() == 4

    def test_nobody_is_written_to(self) -> None:
        assert not Message.objects.filter(state=MessageState.QUEUED).exists()

    def test_each_role_finds_its_main_job_on_its_tasks(self) -> None:
        for role, words in MAIN_JOB.items():
            with self.subTest(role):
                client = self.client_of(role)
                page = client.get("/tasks/").content.decode()
                links = [(url, text.strip()) for url, text in LINK.findall(page) if text.strip().startswith(words)]
                assert links, f"{role} has no task “{words} ...”"
                assert client.get(links[0][0]).status_code == 200

    def test_everybody_else_gets_where_they_go(self) -> None:
        for role, path in (
            ("Governance officer of another CCG, Fenwick Moor", f"/ccgs/{SENT}/application/"),
            ("Governance officer, Medway", f"/ccgs/{MEDWAY}/ballots/"),
            ("National data steward", "/data/ods/"),
        ):
            with self.subTest(role):
                answer = self.client_of(role).get(path, follow=True)
                assert answer.status_code == 200

    def test_working_papers_of_another_ccg_stay_closed(self) -> None:
        client = self.client_of("Governance officer of another CCG, Fenwick Moor")
        assert client.get(f"/ccgs/{LIVE}/application/1/proof/").status_code == 404

    def test_the_sign_in_page_offers_every_role_and_takes_one(self) -> None:
        page = Browser().get("/accounts/login/").content.decode()
        sign_ins: list[Any] = list(DemonstrationSignIn.objects.all())
        assert len(sign_ins) == 13
        for one in sign_ins:
            assert one.role in page

    def test_each_role_has_a_tour_whose_pages_open(self) -> None:
        assert set(TOURS) == set(DemonstrationSignIn.objects.values_list("role", flat=True))
        for role, stops in TOURS.items():
            client = self.client_of(role)
            page = client.get("/tour/").content.decode()
            for stop in stops:
                with self.subTest(role, stop=stop.title):
                    assert f'href="{stop.url}"' in page
                    assert client.get(stop.url, follow=True).status_code == 200

    def test_it_is_not_loaded_twice(self) -> None:
        with self.assertRaisesMessage(CommandError, "loaded already"):
            call_command("load_demo")
        call_command("load_demo", "--if-empty", stdout=StringIO())
        with pytest.raises(ValueError):
            load_demonstration(now=self.now)
