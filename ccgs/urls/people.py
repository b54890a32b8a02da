"""Addresses of people, posts, LMCs and constitutions."""

from django.urls import path

from ccgs.views import home, lmcs, post_acts, posts, representatives
from ccgs.views.constitutions import acts, editing, pages

urlpatterns = [
    path("people/<int:person_id>/", home.person, name="person"),
    path("ccgs/<str:code>/", home.ccg, name="ccg"),
    path("ccgs/<str:code>/people/", posts.ccg_people, name="ccg-people"),
    path("ccgs/<str:code>/people/grant/", posts.ccg_grant, name="ccg-grant"),
    path("ccgs/<str:code>/people/<int:post_id>/", post_acts.ccg_post, name="ccg-post"),
    path("ccgs/<str:code>/people/<int:post_id>/end/", post_acts.ccg_post_end, name="ccg-post-end"),
    path("ccgs/<str:code>/people/<int:post_id>/replace/", post_acts.ccg_post_replace, name="ccg-post-replace"),
    path("ccgs/<str:code>/representatives/", representatives.representatives, name="ccg-representatives"),
    path("ccgs/<str:code>/representatives/import/", representatives.import_file, name="ccg-representatives-import"),
    path(
        "ccgs/<str:code>/representatives/<str:practice_code>/grant/",
        representatives.practice_grant,
        name="practice-grant",
    ),
    path("ccgs/<str:code>/lmcs/", lmcs.ccg_lmcs, name="ccg-lmcs"),
    path("ccgs/<str:code>/lmcs/link/", lmcs.ccg_link_lmc, name="ccg-link-lmc"),
    path("ccgs/<str:code>/lmcs/<int:area_id>/end/", lmcs.ccg_unlink_lmc, name="ccg-unlink-lmc"),
    path("ccgs/<str:code>/partners/link/", lmcs.ccg_link_partner, name="ccg-link-partner"),
    path("ccgs/<str:code>/partners/<int:link_id>/end/", lmcs.ccg_unlink_partner, name="ccg-unlink-partner"),
    path("lmcs/", lmcs.lmcs, name="lmcs"),
    path("lmcs/new/", lmcs.new_lmc, name="lmc-new"),
    path("lmcs/<str:code>/", lmcs.lmc, name="lmc"),
    path("lmcs/<str:code>/people/", posts.lmc_people, name="lmc-people"),
    path("lmcs/<str:code>/people/grant/", posts.lmc_grant, name="lmc-grant"),
    path("lmcs/<str:code>/people/<int:post_id>/", post_acts.lmc_post, name="lmc-post"),
    path("lmcs/<str:code>/people/<int:post_id>/end/", post_acts.lmc_post_end, name="lmc-post-end"),
    path("lmcs/<str:code>/people/<int:post_id>/replace/", post_acts.lmc_post_replace, name="lmc-post-replace"),
    path("regions/<str:code>/people/", posts.region_people, name="region-people"),
    path("regions/<str:code>/people/grant/", posts.region_grant, name="region-grant"),
    path("regions/<str:code>/people/<int:post_id>/", post_acts.region_post, name="region-post"),
    path("regions/<str:code>/people/<int:post_id>/end/", post_acts.region_post_end, name="region-post-end"),
    path("regions/<str:code>/people/<int:post_id>/replace/", post_acts.region_post_replace, name="region-post-replace"),
    path("ccgs/<str:code>/constitution/", pages.versions, name="ccg-constitutions"),
    path("ccgs/<str:code>/constitution/new/", editing.new, name="ccg-constitution-new"),
    path("ccgs/<str:code>/constitution/compare/", pages.compare, name="ccg-constitution-compare"),
    path("ccgs/<str:code>/constitution/<int:number>/", pages.version, name="ccg-constitution"),
    path("ccgs/<str:code>/constitution/<int:number>/text.md", pages.text, name="ccg-constitution-text"),
    path("ccgs/<str:code>/constitution/<int:number>/file/<str:which>/", pages.document, name="ccg-constitution-file"),
    path("ccgs/<str:code>/constitution/<int:number>/edit/", editing.edit, name="ccg-constitution-edit"),
    path("ccgs/<str:code>/constitution/<int:number>/checklist/", pages.checklist, name="ccg-constitution-checklist"),
    path("ccgs/<str:code>/constitution/<int:number>/checklist/mark/", editing.mark, name="ccg-constitution-mark"),
    path(
        "ccgs/<str:code>/constitution/<int:number>/rules/<str:decides>/",
        editing.voting_rule,
        name="ccg-constitution-rule",
    ),
    path("ccgs/<str:code>/constitution/<int:number>/act/<str:name>/", acts.act, name="ccg-constitution-act"),
]
