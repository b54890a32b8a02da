"""What a transactional test leaves behind is gone before the next one, also past the append-only triggers."""

import pytest
from django.contrib.auth.models import Permission

from cocommission.shared.actions.ledger import enter
from cocommission.shared.models import Entry
from tests import slate
from tests.database import as_owner


@pytest.mark.django_db(transaction=True)
def test_rows_of_a_test_go_and_rows_of_the_migrations_come_back(now):
    permissions = set(Permission.objects.values_list("pk", "codename", "name"))
    enter(book="NATIONAL", act="test.act", by=None, now=now, subject="test:1")
    with as_owner():
        Permission.objects.filter(pk=min(permissions)[0]).update(name="Changed")
        Permission.objects.filter(pk=max(permissions)[0]).delete()
        kind = Permission.objects.first().content_type_id
        Permission.objects.create(codename="more", name="More", content_type_id=kind)
    slate.put_back()
    assert set(Permission.objects.values_list("pk", "codename", "name")) == permissions
    assert not Entry.objects.exists()
