"""What self-certification adds to people's tasks: attest it, send it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.terms import Permission
from cocommission.shared.models import Person
from cocommission.shared.todo import Todo, task_provider
from conflicts.queries.certificates import certificates
from conflicts.rules.certificates import unexplained
from conflicts.terms import CertificateState

OFFICES = {Permission.ATTEST_ACCOUNTABLE: "ACCOUNTABLE_OFFICER", Permission.ATTEST_AUDIT: "AUDIT_CHAIR"}


@task_provider
def certificate_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """Explained returns wait for each office; attested ones to be sent."""
    for post in posts:
        mine = {office for permission, office in OFFICES.items() if permission in post.terms.permissions}
        keeps = Permission.KEEP_REGISTERS in post.terms.permissions
        if post.ccg_id is None or not (mine or keeps):
            continue
        for row in certificates(post.ccg).exclude(state=CertificateState.SUBMITTED):
            given = {given.role for given in row.attestations.all() if given.answers_hash == row.answers_hash}
            waits = row.state == CertificateState.DRAFT
            if waits and mine - given and not unexplained(row.answers, row.explanations):
                yield Todo("Attest the self-certification", row.url, None, "Two people attest it", post.ccg.name)
            if keeps and waits and unexplained(row.answers, row.explanations):
                yield Todo(
                    "Explain what departs in the self-certification", row.url, None, "Comply or explain", post.ccg.name
                )
            if keeps and row.state == CertificateState.ATTESTED:
                yield Todo("Send the self-certification", row.url, None, "Attested by both", post.ccg.name)
