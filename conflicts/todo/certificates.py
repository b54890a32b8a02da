"""What self-certification adds to people's tasks: attest it, send it."""

from collections.abc import Iterable
from datetime import datetime

from ccgs.models import Post
from ccgs.queries.home_page import about
from ccgs.terms import Permission
from cocommission.shared.facts import Facts
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.todo import Todo, task_facts, task_provider
from conflicts.queries.home_page import CERTIFICATES
from conflicts.rules.certificates import unexplained
from conflicts.terms import CertificateState

OFFICES = {Permission.ATTEST_ACCOUNTABLE: "ACCOUNTABLE_OFFICER", Permission.ATTEST_AUDIT: "AUDIT_CHAIR"}


task_facts("conflicts.certificates", CERTIFICATES, each="ccg", may=[*OFFICES, Permission.KEEP_REGISTERS])


@task_provider
def certificate_tasks(person: Person, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """Explained returns wait for each office; attested ones to be sent."""
    for post in posts:
        if post.ccg is None:
            continue
        offices = {office for permission, office in OFFICES.items() if permission in post.terms.permissions}
        keeps = Permission.KEEP_REGISTERS in post.terms.permissions
        for row in about(facts["conflicts.certificates"], post.ccg) if offices or keeps else []:
            url, waits = url_to("self-certification", post.ccg, pk=row.id), row.state == CertificateState.DRAFT
            unexplained_yet = waits and unexplained(row.answers, row.explanations)
            if waits and offices - {*row.attested} and not unexplained_yet:
                yield Todo("Attest the self-certification", url, None, "Two people attest it", post.ccg.name)
            if keeps and unexplained_yet:
                title = "Explain what departs in the self-certification"
                yield Todo(title, url, None, "Comply or explain", post.ccg.name)
            if keeps and row.state == CertificateState.ATTESTED:
                yield Todo("Send the self-certification", url, None, "Attested by both", post.ccg.name)
