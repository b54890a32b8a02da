"""Addresses of meetings, their agenda and the secretary's desk."""

from django.urls import path

from pccc.views import (
    item_papers,
    meeting_declaring,
    meeting_desk,
    meeting_items,
    meeting_presence,
    meeting_session,
    meetings,
)

ALL = "ccgs/<code>/committees/<int:number>/meetings/"
ONE = f"{ALL}<int:meeting>/"
ITEM = f"{ONE}items/<int:item>/"

urlpatterns = [
    path(ALL, meetings.meeting_list, name="meetings"),
    path(f"{ALL}new/", meetings.meeting_new, name="meeting-new"),
    path(ONE, meetings.meeting_detail, name="meeting"),
    path(f"{ONE}edit/", meetings.meeting_edit, name="meeting-edit"),
    path(f"{ONE}publish/", meetings.meeting_publish, name="meeting-publish"),
    path(f"{ONE}cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path(f"{ONE}desk/", meeting_desk.meeting_desk, name="meeting-desk"),
    path(f"{ONE}open/", meeting_presence.meeting_open, name="meeting-open"),
    path(f"{ONE}close/", meeting_presence.meeting_close, name="meeting-close"),
    path(f"{ONE}apologies/", meeting_presence.meeting_apologies, name="meeting-apologies"),
    path(f"{ONE}arrival/", meeting_presence.meeting_arrival, name="meeting-arrival"),
    path(f"{ONE}movement/", meeting_presence.meeting_movement, name="meeting-movement"),
    path(f"{ONE}nil/", meeting_presence.meeting_nil, name="meeting-nil"),
    path(f"{ONE}declare/", meeting_declaring.meeting_declare, name="meeting-declare"),
    path(f"{ONE}declare/<int:person>/", meeting_declaring.meeting_declare_for, name="meeting-declare-for"),
    path(f"{ONE}chair/", meeting_presence.meeting_chair, name="meeting-chair"),
    path(f"{ONE}items/new/", meeting_items.item_new, name="meeting-item-new"),
    path(ITEM, meeting_items.item_detail, name="meeting-item"),
    path(f"{ITEM}edit/", meeting_items.item_edit, name="meeting-item-edit"),
    path(f"{ITEM}remove/", meeting_items.item_remove, name="meeting-item-remove"),
    path(f"{ITEM}withdraw/", meeting_items.item_withdraw, name="meeting-item-withdraw"),
    path(f"{ITEM}take/", meeting_session.item_take, name="meeting-item-take"),
    path(f"{ITEM}finish/", meeting_session.item_finish, name="meeting-item-finish"),
    path(f"{ITEM}remedy/", meeting_session.item_remedy, name="meeting-item-remedy"),
    path(f"{ITEM}papers/new/", item_papers.paper_new, name="meeting-paper-new"),
    path(f"{ITEM}papers/<int:paper>/", item_papers.paper_file, name="meeting-paper"),
    path(f"{ITEM}papers/<int:paper>/remove/", item_papers.paper_remove, name="meeting-paper-remove"),
]
