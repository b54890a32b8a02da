"""The floor of casting: Django with no middleware, one view, one transaction with the same four statements.

The tables are copies of the product's with their indexes, without triggers and foreign keys. This module is its own
settings and its own URLs.
"""

import environ
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "bench"  # noqa: S105 - nothing is signed with it
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
DATABASES = {"default": environ.Env().db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
USE_TZ = True

TABLES = """
DROP TABLE IF EXISTS floor_roll, floor_paper, floor_vote, floor_message;
CREATE TABLE floor_roll (LIKE votes_rollentry INCLUDING ALL);
CREATE TABLE floor_paper (LIKE votes_votingpaper INCLUDING ALL);
CREATE TABLE floor_vote (LIKE votes_vote INCLUDING ALL);
CREATE TABLE floor_message (LIKE shared_message INCLUDING ALL);
INSERT INTO floor_roll SELECT * FROM votes_rollentry;
"""
LOCK = "SELECT practice_id FROM floor_roll WHERE id = %(entry)s FOR UPDATE"
PAPER = """
INSERT INTO floor_paper (roll_entry_id, number, form_token, receipt, cast_at, cast_by_id)
VALUES (%(entry)s, (SELECT coalesce(max(number), 0) + 1 FROM floor_paper WHERE roll_entry_id = %(entry)s),
        gen_random_uuid(), left(md5(random()::text), 14), now(), 1) RETURNING id
"""
VOTES = "INSERT INTO floor_vote (paper_id, question_id, option) VALUES (%(paper)s, 1, 'FOR'), (%(paper)s, 2, 'AGAINST')"
MESSAGE = """
INSERT INTO floor_message (key, to_address, subject, text, about, queued_at, due_at)
VALUES (gen_random_uuid(), 'a@example.invalid', 'Vote recorded', 'Receipt', 'CCG 00A', now(), now())
"""


def cast(request: HttpRequest, entry: int) -> HttpResponse:
    """Lock, paper, votes, message."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, {"entry": entry})
        cursor.execute(PAPER, {"entry": entry})
        (paper,) = cursor.fetchone()
        cursor.execute(VOTES, {"paper": paper})
        cursor.execute(MESSAGE)
    return HttpResponse(status=302, headers={"Location": f"/vote/{entry}/receipt/"})


def alive(request: HttpRequest) -> HttpResponse:
    """Says that it serves."""
    return HttpResponse("ok")


urlpatterns = [path("vote/<int:entry>/", cast), path("healthz", alive)]
