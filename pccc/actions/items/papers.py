"""Papers of an agenda item (F-43, PCC-13). Each act locks the meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cocommission.shared.actions.documents import store_document
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from pccc.actions.meetings.beginning import begin_item, write
from pccc.models import AgendaItem, ItemPaper
from pccc.rules.meeting_acts import PAPER, PAPER_OUT
from pccc.terms import ItemState, MeetingState


@transaction.atomic
def add_paper(*, item: AgendaItem, file: Any, by: Person, now: datetime, title: str = "") -> ItemPaper:
    """Adds a paper; without a title it is called by its file. Raises Refused (400) for a file that is not taken."""
    item = begin_item(item, PAPER, by=by, now=now)
    if item.state not in (ItemState.LISTED, ItemState.TAKEN):
        raise Conflict("You cannot change the papers after the item is finished.")
    document = store_document(file, by=by, now=now)
    same = item.papers.filter(document__sha256=document.sha256, title=title.strip() or document.name, removed_at=None)
    if (known := same.select_related("document").first()) is not None:
        return known
    paper = ItemPaper(item=item, title=title.strip() or document.name, document=document, added_at=now, added_by=by)
    paper.record(by=by, at=now, why="Paper added")
    write(item.meeting, "paper.added", by=by, now=now, item=item.number, item_id=item.pk, paper=paper.pk,
          sha256=document.sha256)  # fmt: skip
    return paper


@transaction.atomic
def remove_paper(*, paper: ItemPaper, by: Person, now: datetime, reason: str = "") -> ItemPaper:
    """Takes a paper out; it is kept, and no longer shown. Once the agenda is published that needs a reason."""
    item = begin_item(paper.item, PAPER_OUT, by=by, now=now)
    paper = ItemPaper.objects.select_for_update(of=("self",), no_key=True).select_related("document").get(pk=paper.pk)
    if paper.removed_at is not None:
        return paper
    if item.state not in (ItemState.LISTED, ItemState.TAKEN):
        raise Conflict("You cannot change the papers after the item is finished.")
    if item.meeting.state != MeetingState.PLANNED and not reason.strip():
        raise Refused("The agenda is published. Enter why the paper is removed.", field="reason")
    paper.removed_at, paper.removed_by = now, by
    paper.record(by=by, at=now, why=reason or "Paper removed")
    write(item.meeting, "paper.removed", by=by, now=now, reason=reason, item=item.number, item_id=item.pk,
          paper=paper.pk, sha256=paper.document.sha256)  # fmt: skip
    return paper
