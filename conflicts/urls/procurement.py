"""Addresses of procurement decisions. The converter of file names is registered with the registers."""

from django.urls import path

from conflicts.urls import registers
from conflicts.views import procurement, procurement_acts

ALL = f"{registers.HUB}procurement/"
ONE = f"{ALL}<int:number>/"
WHO = f"{ONE}participants/"

urlpatterns = [
    path(ALL, procurement.procurements, name="procurements"),
    path(f"{ALL}register.<file_format:form>", procurement.procurement_file, name="procurements-file"),
    path(f"{ALL}new/", procurement_acts.procurement_new, name="procurement-new"),
    path(ONE, procurement.procurement, name="procurement"),
    path(f"{ONE}edit/", procurement_acts.procurement_edit, name="procurement-edit"),
    path(f"{ONE}checklist/", procurement_acts.procurement_checklist, name="procurement-checklist"),
    path(f"{WHO}add/", procurement_acts.procurement_participant_add, name="procurement-participant-add"),
    path(f"{WHO}<int:pk>/", procurement_acts.procurement_participant, name="procurement-participant"),
    path(
        f"{WHO}<int:pk>/remove/", procurement_acts.procurement_participant_remove, name="procurement-participant-remove"
    ),
    path(f"{ONE}decide/", procurement_acts.procurement_decide, name="procurement-decide"),
    path(f"{ONE}award/", procurement_acts.procurement_award, name="procurement-award"),
    path(f"{ONE}publish/", procurement_acts.procurement_publish, name="procurement-publish"),
    path(f"{ONE}abandon/", procurement_acts.procurement_abandon, name="procurement-abandon"),
]
