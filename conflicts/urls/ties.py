"""Addresses of organisations and their ties."""

from django.urls import path

from conflicts.views import bodies, ties

ALL = "ccgs/<code>/registers/organisations/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, bodies.body_list, name="bodies"),
    path(f"{ALL}new/", bodies.body_new, name="body-new"),
    path(ONE, bodies.body_detail, name="body"),
    path(f"{ONE}links/new/", ties.body_link_new, name="body-link-new"),
    path(f"{ONE}links/<int:link>/end/", ties.body_link_end, name="body-link-end"),
    path(f"{ONE}people/new/", ties.body_work_new, name="body-work-new"),
    path(f"{ONE}people/<int:work>/end/", ties.body_work_end, name="body-work-end"),
    path(f"{ONE}same/", ties.body_join, name="body-join"),
    path(f"{ONE}apart/", ties.body_part, name="body-part"),
]
