"""The page on which people check an act that cannot be taken back: their answers, what is lost, and who is told.

The act itself is tried and rolled back before the page is shown, so the page names what would be sent, and an act that
would be refused is refused at once. The page carries what was typed, and a seal for the person, the address, what was
typed and what the page shows. The act goes through only with a seal that is still true when it is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.crypto import constant_time_compare, salted_hmac

from cocommission.shared.forms.answers import answers_of
from cocommission.shared.forms.numbers import FIELD
from cocommission.shared.models import Message
from cocommission.shared.requests import MomentRequest
from cocommission.shared.rules.acts import Act
from cocommission.shared.views.sending import BACK, CHECKED, UNSIGNED

BESIDE = (CHECKED, BACK)
CHANGED = "Something has changed since you checked this. Check it again, then confirm."
MOST_SUBJECTS = 3
"""How many e-mails the page names; of more it says only how many people get one."""
_SALT = "cocommission.shared.views.checking"


@dataclass
class Check:
    """The check of one act for one request.

    `lost` gives sentences on what is lost beside `act.final`, `results` what else is recorded: label and words; it is
    asked when the act is done. `of` stands for the record, so that no other one is meant by the same address; `locked`
    is a query whose rows are locked before it is asked what is lost. After `submitted` has asked it, `asks` says
    whether the page is to be shown, and `told` to whom which e-mail would go.
    """

    act: Act
    lost: Callable[[], Iterable[str]] = list
    results: Callable[[], list[tuple[str, str]]] = list
    of: str = ""
    locked: QuerySet[Any] | None = None
    told: list[tuple[str, str]] = field(default_factory=list, init=False)
    asks: bool = field(default=False, init=False)
    _lost: list[str] = field(default_factory=list, init=False)
    _results: list[tuple[str, str]] = field(default_factory=list, init=False)
    _seal: str = field(default="", init=False)

    def begin(self) -> int:
        """What is in the outbox before the act: the key of its last row."""
        if self.locked is not None:
            list(self.locked.select_for_update(of=("self",), no_key=True))
        self._lost = [*self.lost()]
        return Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def goes_back(self, request: HttpRequest) -> bool:
        """Whether the person wants to see the form again, with what they typed."""
        return BACK in request.POST

    def was_seen(self, request: HttpRequest, *, since: int) -> bool:
        """Whether the person confirms what the page showed; asked when the act is done, in its transaction.

        `since`: what `begin` gave.
        """
        queued = Message.objects.filter(pk__gt=since, queued_at=cast(MomentRequest, request).now)
        self.told = [] if self.act.quiet else sorted(queued.values_list("to_address", "subject"))
        self._results = self.results()
        shown = [self.of, self.act.title, self.act.final, self._lost, self._results, self.told]
        self._seal = _seal(request, shown)
        self.asks = not constant_time_compare(self._seal, str(request.POST.get(CHECKED, "")))
        return not self.asks

    def page(self, request: HttpRequest, form: forms.Form, context: Mapping[str, Any]) -> HttpResponse:
        """The page: 409 where something changed since the person checked it.

        `context` is that of the form's page: title, caption, button, back, breadcrumbs. Raises TypeError for a form
        with files, which the page could not carry.
        """
        if form.is_multipart():
            raise TypeError(f"The page on which “{self.act.title}” is checked cannot carry a file.")
        answers = [*answers_of(form), *self._results]
        cast(MomentRequest, request).kept_number = request.POST.get(FIELD, "")  # the form and its check are one
        changed = CHECKED in request.POST
        if changed:
            form.add_error(None, CHANGED)
        subjects = list(dict.fromkeys(subject for _, subject in self.told))
        shown = {
            **context,
            "title": f"Check before you confirm: {context['title']}",
            "form": form,
            "act": self.act,
            "lost": self._lost,
            "answers": answers,
            "typed": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in (*UNSIGNED, *BESIDE)
                for value in values
            ],
            "names": {"checked": CHECKED, "back": BACK},
            "seal": self._seal,
            "people": len({address for address, _ in self.told}),
            "subjects": subjects if len(subjects) <= MOST_SUBJECTS else [],
        }
        return render(request, _template_of(context), shown, status=409 if changed else 200)


def _template_of(context: Mapping[str, Any]) -> str:
    """The act's own template if it shows evidence above the form, so that people see what they decide about."""
    own = str(context.get("template", ""))
    blocks = cast(Any, get_template(own)).template.blocks if own else {}
    return own if "evidence" in blocks and "content" not in blocks else "forms/act.jinja"


def _seal(request: HttpRequest, shown: list[Any]) -> str:
    """Stands for who confirms what at which address."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in (*UNSIGNED, *BESIDE))
    text = json.dumps([request.get_full_path(), request.user.pk, typed, shown])
    return salted_hmac(_SALT, sha256(text.encode()).hexdigest(), algorithm="sha256").hexdigest()
