"""Two forms that hold each other up in the database: the one that gave way is sent once more, and nobody notices."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from cocommission.shared.database.referee import gave_way
from cocommission.shared.views.sending import kept_session, take_back

log = structlog.get_logger(__name__)
OF_ONE_TRY = ("asked_by", "kept_number", "refused_with", "held")


def with_a_second_try(request: HttpRequest, send: Callable[[], HttpResponse]) -> HttpResponse:
    """What `send` gives. Where the database ended it for another transaction, it is asked a second time, as if new.

    Raises what `send` raises; of a transaction that gives way, only the second time.
    """
    session = kept_session(request)
    try:
        return send()
    except Exception as problem:
        if not gave_way(problem):
            raise
        log.warning("gave way to another transaction, sent again", path=request.path)
    take_back(request, session)
    for name in OF_ONE_TRY:
        vars(request).pop(name, None)
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            file.seek(0)
    return send()
