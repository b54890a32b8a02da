"""Records of training in conflicts of interest (F-58)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.documents import store_document
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from conflicts.models import TrainingRecord
from conflicts.rules.training import passed, training_blockers, valid_until


@transaction.atomic
def record_training(
    *,
    ccg: CCG,
    person: Person,
    module: str,
    score: int,
    taken_on: date,
    by: Person,
    now: datetime,
    certificate: Any = None,
) -> TrainingRecord:
    """Keeps one module taken, with its certificate (a file) where there is one. The same record again is one.

    Raises Refused (403) without the right to keep registers, (409) for an impossible score or day; Conflict when
    another score stands for that module and day.
    """
    require_any(by, (Permission.KEEP_REGISTERS,), ccg, now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    missing = training_blockers(score=score, taken_on=taken_on, today=london(now).date())
    if missing:
        raise Refused(*missing)
    before = TrainingRecord.objects.filter(ccg=ccg, person=person, module=module, taken_on=taken_on).first()
    if before is not None:
        if before.score == score:
            return before
        raise Conflict(
            f"A score of {before.score}% is already recorded for this module and day. You can record one test a day."
        )
    record = TrainingRecord(
        ccg=ccg,
        person=person,
        module=module,
        score=score,
        taken_on=taken_on,
        valid_until_on=valid_until(taken_on),
        certificate=store_document(certificate, by=by, now=now) if certificate else None,
        recorded_at=now,
        recorded_by=by,
    ).record(by=by, at=now, why="Training recorded")
    enter(
        book=ccg.book,
        act="training.recorded",
        by=by,
        now=now,
        subject=f"conflicts.TrainingRecord:{record.pk}",
        facts={"person": person.pk, "module": module, "passed": passed(score, taken_on)},
    )
    return record
