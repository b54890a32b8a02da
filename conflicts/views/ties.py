"""Acts on an organisation and its ties: stakes, where people work, and entries that are one (F-44)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from ccgs.models import CCG, MemberPractice
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, Place, act_page, act_view
from cocommission.shared.forms import ReasonForm
from cocommission.shared.rules.names import readable
from conflicts.actions import ties as actions
from conflicts.actions.bodies import body_of_practice
from conflicts.forms.ties import EndForm, JoinForm, LinkForm, SearchForm, WorkForm
from conflicts.models import Body, BodyLink, WorkLink
from conflicts.queries.bodies import search_bodies
from conflicts.queries.people import people_of
from conflicts.rules import tie_acts as acts
from conflicts.views.bodies import body_of, crumbs, url_of


@dataclass(frozen=True)
class Seen:
    """An organisation, and one of its ties, as a CCG keeps them: neither belongs to a CCG."""

    ccg: CCG
    body: Body
    tie: Any = None

    def state_at(self, at: datetime) -> str:
        """That of the organisation."""
        return self.body.state_at(at)

    @property
    def counting(self) -> Body:
        """The entry that counts."""
        return self.body.same_as or self.body


ORGANISATION = Place(
    noun="seen",
    find=lambda request, ccg, pk: Seen(ccg, body_of(pk)),
    crumbs=lambda seen: crumbs(seen.ccg, seen.counting),
    caption=lambda seen: readable(seen.counting.name),
    home=lambda seen: url_of(seen.ccg, seen.counting),
)


def _of_stake(request: PersonRequest, ccg: CCG, pk: int, link: int) -> Seen:
    body, row = body_of(pk), BodyLink.objects.select_related("holder", "held").filter(pk=link).first()
    if row is None or body.pk not in {each.same_as_id or each.pk for each in (row.holder, row.held)}:
        raise Http404("This organisation has no such stake.")
    return Seen(ccg, body, row)


def _of_work(request: PersonRequest, ccg: CCG, pk: int, work: int) -> Seen:
    rows = WorkLink.objects.select_related("person", "body").filter(pk=work, person__in=people_of(ccg))
    body, row = body_of(pk), rows.first()
    if row is None or body.pk != (row.body.same_as_id or row.body.pk):
        raise Http404("Nobody in this CCG is recorded there in this role.")
    return Seen(ccg, body, row)


def _of_joined(request: PersonRequest, ccg: CCG, pk: int) -> Seen:
    body = body_of(pk)
    if body.same_as is None and request.method != "POST":
        raise Http404("This entry is not joined to another.")
    return Seen(ccg, body)


def _other(other: Body | MemberPractice, by: Any, now: datetime) -> Body:
    return body_of_practice(other, by=by, now=now) if isinstance(other, MemberPractice) else other


def _record_stake(*, seen: Seen, other: Body | MemberPractice, direction: str, **given: Any) -> BodyLink:
    found = _other(other, given["by"], given["now"])
    holder, held = (seen.body, found) if direction == "holds" else (found, seen.body)
    return actions.record_link(ccg=seen.ccg, holder=holder, held=held, **given)


def _join(*, seen: Seen, other: Body | MemberPractice, **given: Any) -> Body:
    into = _other(other, given["by"], given["now"])
    return actions.join_bodies(ccg=seen.ccg, body=seen.body, into=into, **given)


def _title_of_parting(request: PersonRequest, seen: Seen) -> dict[str, Any]:
    return {"title": f"{seen.body.name} is not {seen.counting.name}"} if seen.body.same_as else {}


def _end(request: PersonRequest, seen: Seen) -> dict[str, Any]:
    return {"initial": {"to_on": seen.tie.to_on, "seen_end": actions.end_in_digits(seen.tie)}}


def _searching(page: ActPage[Seen]) -> Callable[..., HttpResponseBase]:
    """The view of an act on two organisations: first the other one is searched for, then the rest is asked."""

    @ccg_page(page.act.right)
    def view(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponseBase:
        seen, text = page.place.find(request, ccg, pk), (request.GET.get("q") or "")[:100]
        found = search_bodies(text) if text.strip() else []
        if page.act == acts.JOIN:
            found = [each for each in found if each.key != f"body:{pk}"]
        shown = {"search": SearchForm({"q": text}), "text": text, "found": found}
        return act_page(request, page, seen, fill={"found": found}, shown=shown)

    return view


STAKE = ActPage(
    act=acts.STAKE,
    place=ORGANISATION,
    does=_record_stake,
    form=LinkForm,
    button="Record it",
    done="The stake is recorded.",
    template="conflicts/tie_search.jinja",
)
JOIN = ActPage(
    act=acts.JOIN,
    place=ORGANISATION,
    does=_join,
    form=JoinForm,
    button="Join the two",
    done="The two are joined. This is the entry that counts.",
    template="conflicts/tie_search.jinja",
)
PART = ActPage(
    act=acts.PART,
    place=replace(ORGANISATION, find=_of_joined),
    does=lambda *, seen, **given: actions.part_bodies(ccg=seen.ccg, body=seen.body, **given),
    form=ReasonForm,
    fill=lambda request, seen: {
        "label": "How you know they are different organisations",
        "missing": "Enter how you know they are two organisations",
    },
    beside=_title_of_parting,
    button="Separate them",
    done="They are separate organisations again.",
    then=lambda seen: url_of(seen.ccg, seen.body),
)
STAKE_END = ActPage(
    act=acts.STAKE_END,
    place=replace(ORGANISATION, find=_of_stake),
    does=lambda *, seen, **given: actions.end_link(ccg=seen.ccg, link=seen.tie, **given),
    form=EndForm,
    fill=_end,
    intro=lambda seen: str(seen.tie),
    button="End it",
    done="The end of the stake is recorded.",
)
WORK = ActPage(
    act=acts.WORK,
    place=ORGANISATION,
    does=lambda *, seen, **given: actions.record_work(ccg=seen.ccg, body=seen.body, **given),
    form=WorkForm,
    fill=lambda request, seen: {"people": people_of(seen.ccg)},
    button="Record it",
    done="Where the person works is recorded.",
)
WORK_END = ActPage(
    act=acts.WORK_END,
    place=replace(ORGANISATION, find=_of_work),
    does=lambda *, seen, **given: actions.end_work(ccg=seen.ccg, work=seen.tie, **given),
    form=EndForm,
    fill=_end,
    intro=lambda seen: str(seen.tie),
    button="End it",
    done="The end is recorded.",
)

body_link_new, body_join = _searching(STAKE), _searching(JOIN)
body_link_end, body_work_new, body_work_end = act_view(STAKE_END), act_view(WORK), act_view(WORK_END)
body_part = act_view(PART)
