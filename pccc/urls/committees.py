"""Addresses of committees, their seats and the simulator."""

from django.urls import path

from pccc.views import committee_acts, committee_seats, committees, simulator

ONE = "ccgs/<code>/committees/<int:number>/"

urlpatterns = [
    path("ccgs/<code>/committees/", committees.committee_list, name="committees"),
    path("ccgs/<code>/committees/new/", committee_acts.committee_new, name="committee-new"),
    path(ONE, committees.committee_detail, name="committee"),
    path(f"{ONE}edit/", committee_acts.committee_edit, name="committee-edit"),
    path(f"{ONE}activate/", committee_acts.committee_activate, name="committee-activate"),
    path(f"{ONE}end/", committee_acts.committee_end, name="committee-end"),
    path(f"{ONE}agreement/", committees.committee_agreement, name="committee-agreement"),
    path(f"{ONE}terms/new/", committee_acts.committee_terms_new, name="committee-terms-new"),
    path(f"{ONE}terms/<int:version>/", committees.committee_terms, name="committee-terms"),
    path(f"{ONE}terms/<int:version>/document/", committees.committee_terms_document, name="committee-terms-document"),
    path(f"{ONE}invitations/new/", committee_acts.committee_invite, name="committee-invite"),
    path(f"{ONE}seats/new/", committee_seats.seat_new, name="committee-seat-new"),
    path(f"{ONE}seats/<int:seat>/end/", committee_seats.seat_end, name="committee-seat-end"),
    path(f"{ONE}seats/<int:seat>/appoint/", committee_seats.seat_appoint, name="committee-appoint"),
    path(f"{ONE}members/<int:membership>/end/", committee_seats.membership_end, name="committee-membership-end"),
    path(f"{ONE}simulator/", simulator.committee_simulator, name="committee-simulator"),
]
