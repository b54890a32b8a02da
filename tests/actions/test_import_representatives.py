"""Representatives from a file: all or none, invitations, and nothing the second time."""

import pytest

from ccgs.actions.people import invite_person
from ccgs.actions.representatives import import_representatives
from ccgs.models import Post
from ccgs.queries.posts import holders
from ccgs.queries.representatives import voices
from ccgs.terms.roles import RoleCode
from cocommission.shared.errors import Refused
from cocommission.shared.models import Message, Person

pytestmark = pytest.mark.django_db
FILE = """practice_code,name,email
G82001,,representative@example.invalid
G82002,Ola Newcomer,ola@example.invalid
"""


def bring(world, text=FILE, by=None, reason="List of 30 September"):
    return import_representatives(ccg=world.ccg, text=text, reason=reason, by=by or world.officer, now=world.now)


def test_changes_what_differs_and_invites_the_new(world):
    made = bring(world)
    assert (made.count("unchanged"), made.count("replace")) == (1, 1)
    ola = Person.objects.get(email="ola@example.invalid")
    assert holders(world.practices[1], RoleCode.REPRESENTATIVE, world.now) == [ola]
    assert not ola.has_usable_password()
    keys = set(Message.objects.filter(to_person=ola).values_list("key", flat=True))
    assert f"person.invited:{ola.pk}" in keys


def test_the_same_file_again_changes_nothing(world):
    bring(world)
    before = Post.objects.count()
    assert bring(world).changes == 0
    assert Post.objects.count() == before


def test_one_bad_line_and_nothing_is_done(world):
    before = Post.objects.count()
    with pytest.raises(Refused) as no:
        bring(world, FILE + "H81001,Ulf,ulf@example.invalid\n")
    assert no.value.texts == ["Line 4: H81001 is not a voting member of this CCG today."]
    assert Post.objects.count() == before
    assert not Person.objects.filter(email="ola@example.invalid").exists()


def test_a_refused_post_undoes_the_lines_before_it(world):
    before = Post.objects.count()
    officer = f"G82003,,{world.officer.email}\n"
    with pytest.raises(Refused):
        bring(world, FILE + officer)  # the officer would grant a post to themself
    assert Post.objects.count() == before


@pytest.mark.parametrize("who", ["representative", "lay_member", "other_officer", "regional_officer"])
def test_only_the_officer_of_the_ccg(world, who):
    with pytest.raises(Refused) as no:
        bring(world, by=getattr(world, who))
    assert no.value.status == 403


def test_reason_is_needed(world):
    with pytest.raises(Refused):
        bring(world, reason=" ")


def test_practices_without_a_representative(world):
    assert all(voice.representatives for voice in voices(world.ccg, world.now))
    post = world.posts["second_foreign"]
    post.ends_at = world.now
    post.record(by=world.steward, at=world.now, why="Over")
    assert [v.member.code for v in voices(world.other_ccg, world.now) if not v.representatives] == ["H81002"]


class TestInvite:
    def invite(self, world, by=None, email="Ola@Example.invalid", name="Ola  Newcomer"):
        return invite_person(email=email, name=name, organisation=world.ccg, by=by or world.officer, now=world.now)

    def test_somebody_new_once(self, world):
        ola = self.invite(world)
        assert (ola.email, ola.name) == ("ola@example.invalid", "Ola Newcomer")
        assert self.invite(world, name="Other") == ola
        assert Message.objects.filter(to_person=ola).count() == 1

    @pytest.mark.parametrize(
        ("fields", "status"),
        [({"email": "nothing"}, 400), ({"name": " "}, 400)],
    )
    def test_needs_an_address_and_a_name(self, world, fields, status):
        with pytest.raises(Refused) as no:
            self.invite(world, **fields)
        assert no.value.status == status

    @pytest.mark.parametrize("who", ["lay_member", "other_officer", "nobody"])
    def test_only_those_who_grant_posts(self, world, who):
        with pytest.raises(Refused) as no:
            self.invite(world, by=getattr(world, who))
        assert no.value.status == 403
