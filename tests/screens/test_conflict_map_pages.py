"""The conflict map as it is read and ruled on (F-44)."""

import pytest

from conflicts.models import Redaction
from pccc.models import Ruling
from pccc.terms import Handling, Office, SeatRole
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person
from tests.forms import send_drawn


class Board:
    """A committee of a chair, a GP of the first practice and a GP from outside, and one item about the practice."""

    def __init__(self, world):
        self.world = world
        self.committee = make.committee(world.ccg, world.now)
        self.chair = make.sits(self.committee, person("Laura Lay"), office=Office.CHAIR).person
        self.vice = make.sits(self.committee, person("Victor Vice"), office=Office.VICE_CHAIR).person
        self.gp = make.sits(self.committee, person("Paula Partner"), SeatRole.LOCAL_GP).person
        self.outside = make.sits(self.committee, person("Owen Outside"), SeatRole.INDEPENDENT_GP).person
        self.practice = make.body(practice=world.practices[0])
        self.interest = make.interest(world.ccg, self.gp, self.practice, at=world.now)
        self.meeting = make.meeting(self.committee, world.now)
        self.item = make.item(self.meeting, self.practice, title="Merger of Amber Lane")
        self.map = f"{self.meeting.url}map/"

    def cell(self, who):
        return f"{self.map}1/{who.pk}/"


@pytest.fixture
def board(world):
    return Board(world)


def text(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_map_shows_who_is_flagged_by_which_path_and_who_is_not_and_why(client, board):
    client.force_login(board.chair)
    page = text(client.get(board.map))
    assert "Partner at practice G82001 (Amber Lane Surgery)" in page
    assert "interest 1, declared" in page
    assert "Leave for the item" in page
    assert "Not affected, and why: 3 members" in page
    assert "They have no known interest, job or post." in page
    assert "3 of 4 can vote" in page
    assert "Waiting for the chair's decision" in page
    assert "Paula Partner: item 1 leave for the item, proposed." in page
    assert "White: proposed, not decided yet</text>" in page
    cell = text(client.get(board.cell(board.gp)))
    assert "Paula Partner, then partner at practice G82001 (Amber Lane Surgery)." in cell
    assert ">partner at practice G82001 (Amber Lane Surgery)</text>" in cell


def test_the_chair_rules_in_their_own_sign_in_and_an_override_needs_a_reason(client, board):
    client.force_login(board.chair)
    assert "ruled_by" in text(client.get(board.cell(board.gp)))
    data = {"ruled": Handling.DISCLOSE, "ruled_by": board.chair.pk, "reason": ""}
    page = text(client.post(board.cell(board.gp), data), 409)
    assert "Enter why: the map proposes &#39;leave for the item&#39;." in page or "Enter why" in page
    answer = client.post(board.cell(board.gp), data | {"reason": "One of 400 shares"})
    assert answer.headers["Location"].endswith("/map/#item-1")
    page = text(client.get(board.map))
    assert "Differs from the proposal: One of 400 shares" in page
    assert "Decisions of the chair, latest first" in text(client.get(board.cell(board.gp)))
    assert Ruling.objects.get().recorded_by == board.chair


def test_the_secretary_records_the_chairs_word(client, board, world):
    client.force_login(world.secretary)
    page = text(client.get(board.cell(board.gp)))
    assert "Who decided" in page
    assert "Laura Lay" in page
    answer = client.post(board.cell(board.gp), {"ruled": Handling.LEAVE_ITEM, "ruled_by": board.chair.pk})
    assert answer.status_code == 302
    ruling = Ruling.objects.get()
    assert (ruling.ruled_by, ruling.recorded_by) == (board.chair, world.secretary)
    stranger = {"ruled": Handling.NONE, "ruled_by": board.gp.pk, "reason": "x"}
    assert "Your choice is no longer offered" in text(client.post(board.cell(board.gp), stranger), 400)


def test_pcc_12_for_the_chair_somebody_else_rules(client, board, world):
    client.force_login(board.chair)
    assert "The chair's decision" not in text(client.get(board.cell(board.chair))).replace("&#39;", "'")
    client.force_login(world.secretary)
    page = text(client.get(board.cell(board.chair)))
    assert "Victor Vice" in page
    client.force_login(board.vice)
    answer = client.post(board.cell(board.chair), {"ruled": Handling.NONE, "ruled_by": board.vice.pk})
    assert answer.status_code == 302


def test_a_member_sees_the_map_and_does_not_rule(client, board):
    client.force_login(board.gp)
    assert "Record the chair's decision" not in text(client.get(board.cell(board.gp)))
    answer = client.post(board.cell(board.gp), {"ruled": Handling.NONE, "ruled_by": board.gp.pk, "reason": "x"})
    assert answer.status_code == 409
    assert Ruling.objects.count() == 0


def test_the_chair_confirms_an_item(client, board):
    client.force_login(board.chair)
    page = text(client.get(f"{board.map}1/confirm/"))
    assert "Paula Partner" in page
    assert send_drawn(client, f"{board.map}1/confirm/", ruled_by=board.chair.pk).status_code == 302
    assert Ruling.objects.get().ruled == Handling.LEAVE_ITEM
    assert "Nothing waits" in text(client.get(f"{board.map}1/confirm/"))


def test_a_form_that_does_not_say_what_was_shown_is_refused_as_a_changed_one(client, board):
    client.force_login(board.chair)
    page = text(client.post(f"{board.map}1/confirm/", {"ruled_by": board.chair.pk}), 409)
    assert "The proposals changed after you opened this page" in page
    assert "Paula Partner" in page
    assert not Ruling.objects.exists()


def test_what_is_kept_off_the_register_is_named_only_to_those_who_handle_it(client, board, world):
    Redaction(interest=board.interest, request="A risk", requested_at=world.now, requested_by=board.gp).record(
        by=board.gp, at=world.now, why="A risk"
    )
    for reader, sees in (
        (board.chair, True),
        (world.secretary, True),
        (board.gp, True),
        (board.outside, False),
        (world.accountable_officer, False),
    ):
        client.force_login(reader)
        for address in (board.map, board.cell(board.gp)):
            page = text(client.get(address))
            assert ("partner at practice g82001" in page.lower()) == sees
            assert ("an interest that is kept off the public register" in page.lower()) != sees


def test_an_empty_map_says_what_to_do(client, world):
    board = make.committee(world.ccg, world.now)
    meeting = make.meeting(board, world.now)
    client.force_login(world.secretary)
    assert "No items yet" in text(client.get(f"{meeting.url}map/"))
    make.item(meeting)
    assert "There are no members" in text(client.get(f"{meeting.url}map/"))


def test_another_ccgs_meeting_and_what_is_not_there_is_404(client, board, world):
    client.force_login(world.other_officer)
    assert client.get(board.map).status_code == 404
    assert client.get(board.map.replace("/09W/", "/09J/")).status_code == 404
    client.force_login(board.chair)
    assert client.get(f"{board.map}9/{board.gp.pk}/").status_code == 404
    assert client.get(board.cell(world.other_officer)).status_code == 404
    assert client.get(f"{board.map}9/confirm/").status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_takes_the_same_statements_for_one_row_and_for_three(
    client, board, world, more, django_assert_num_queries
):
    for _ in range(more):
        make.item(board.meeting, board.practice)
        make.sits(board.committee, role=SeatRole.OTHER)
    client.force_login(world.secretary)
    client.get(board.map)
    with django_assert_num_queries(15):
        client.get(board.map)
