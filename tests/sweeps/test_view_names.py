"""A file of views does one job: the step `names` of the checks counts what it imports from the product."""

from scripts import figures


def test_no_file_of_views_imports_too_many_names():
    assert figures.too_many_names() == []


def test_a_file_that_imports_too_many_names_is_found(tmp_path, monkeypatch):
    views = tmp_path / "votes" / "views"
    views.mkdir(parents=True)
    ours = ", ".join(f"name_{number}" for number in range(figures.MOST_NAMES))
    (views / "enough.py").write_text(f"from datetime import date\nfrom votes.models import {ours}\n")
    (views / "planted.py").write_text(f"from votes.models import {ours}\nfrom ccgs.models import CCG\n")
    (tmp_path / "votes" / "queries.py").write_text(f"from votes.models import {ours}, more\n")
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    assert figures.too_many_names() == [f"votes/views/planted.py: {figures.MOST_NAMES + 1} names of ours"]
