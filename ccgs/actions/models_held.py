"""Recording which model a CCG holds. ``models_abc`` calls this at go-live and on leaving; nobody else does."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ccgs.models import CCG, ModelHeld
from ccgs.terms.models_held import ModelHeldCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person


@transaction.atomic
def change_model_held(
    *,
    ccg: CCG,
    model: str,
    from_at: datetime,
    by: Person | None,
    now: datetime,
    reason: str,
    source: str,
) -> ModelHeld:
    """``ccg`` holds ``model`` (A, B or C) from ``from_at`` on; what it held before ends at that moment (APP-16).

    ``reason`` and ``source`` name the decision; ``by`` None means the product itself, carrying out a decision at its
    time. Asked again with the same model and moment it changes nothing. Raises Conflict when somebody asks again by
    another decision, a later change is on record already, or the CCG holds that model then.
    """
    model = ModelHeldCode(model).value
    if not reason.strip() or not source.strip():
        raise Refused("A change of the model held names its reason and the decision it rests on.", status=400)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    same = ModelHeld.objects.filter(ccg=ccg, model_held=model, from_at=from_at).first()
    if same is not None:
        if by is not None and (same.reason, same.source) != (reason.strip(), source.strip()[:300]):
            raise Conflict(
                f"{ccg.name} already changes to model {model} on {moment(from_at)}, by another decision: {same.source}"
            )
        return same
    later = ModelHeld.objects.filter(ccg=ccg, from_at__gte=from_at).first()
    if later is not None:
        raise Conflict(f"{ccg.name} changes to model {later.model_held} on {moment(later.from_at)} already.")
    still = Q(to_at__isnull=True) | Q(to_at__gt=from_at)
    before = ModelHeld.objects.filter(still, ccg=ccg, from_at__lt=from_at).first()
    held = before.model_held if before else ModelHeldCode.A.value
    if held == model:
        raise Conflict(f"{ccg.name} holds model {model} at {moment(from_at)} already.")
    if before is not None:
        before.to_at = from_at
        before.record(by=by, at=now, why=f"Model {model} from {moment(from_at)}: {reason.strip()}")
    row = ModelHeld(
        ccg=ccg,
        model_held=model,
        from_at=from_at,
        reason=reason.strip(),
        source=source.strip()[:300],
        recorded_at=now,
        recorded_by=by,
    ).record(by=by, at=now, why=reason.strip())
    enter(
        book=ccg.book,
        act="model_held.changed",
        by=by,
        now=now,
        subject=f"ccgs.ModelHeld:{row.pk}",
        reason=reason.strip(),
        facts={"model_held": model, "before": held, "from_at": from_at.isoformat(), "source": source.strip()},
    )
    return row
