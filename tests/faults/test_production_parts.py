"""In production a worker and a beat refuse what the web server refuses: a database with the demonstration."""

import pytest

from cocommission.shared.models import DemonstrationSignIn, Person
from tests.database import as_owner
from tests.faults import servers

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "only-in-this-test-" * 4,
    "ALLOWED_HOSTS": "cocommission.example",
    "EMAIL_URL": "smtp://127.0.0.1:9",
}


@pytest.mark.parametrize("start", [servers.worker, servers.beat], ids=["worker", "beat"])
def test_a_part_of_its_own_does_not_start_on_the_demonstration(start, redis_server, tmp_path, started):
    person = Person.objects.create_user("demo@example.invalid", name="Demonstration Person")
    with as_owner():  # as the loader does
        DemonstrationSignIn.objects.create(person=person, order=1, role="Officer", does="")
    part = start(tmp_path, redis_server.url, **PRODUCTION)
    started.append(part)
    assert part.process.wait(servers.SLOW) == 1
    assert "PRODUCTION refuses to start on a database with the demonstration" in part.said()
