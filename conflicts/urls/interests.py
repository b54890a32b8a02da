"""Addresses of declarations: one's own, somebody's that an officer enters, single entries and the officer's lists."""

from django.urls import path

from conflicts.views import declarations, declaring, interests, my_interests
from conflicts.views.declaring_pages import declaration_for, own_declaration

OWN = "ccgs/<code>/registers/declare/"
FOR = "ccgs/<code>/registers/declarants/<int:declarant>/declare/"
ONE = "ccgs/<code>/registers/interests/<int:number>/"
WHO = "ccgs/<code>/registers/declarants/"

urlpatterns = [
    path(OWN, own_declaration(my_interests.declare), name="declare"),
    path(f"{OWN}check/", own_declaration(declaring.declare_check), name="declare-check"),
    path(f"{OWN}done/<int:number>/", own_declaration(my_interests.declare_done), name="declare-done"),
    path(f"{OWN}<slug:step>/", own_declaration(declaring.declare_step), name="declare-step"),
    path(FOR, declaration_for(my_interests.declare), name="declare-for"),
    path(f"{FOR}check/", declaration_for(declaring.declare_check), name="declare-for-check"),
    path(f"{FOR}done/<int:number>/", declaration_for(my_interests.declare_done), name="declare-for-done"),
    path(f"{FOR}<slug:step>/", declaration_for(declaring.declare_step), name="declare-for-step"),
    path(ONE, interests.interest, name="declared-interest"),
    path(f"{ONE}change/", interests.interest_change, name="declared-interest-change"),
    path(f"{ONE}end/", interests.interest_end, name="declared-interest-end"),
    path(f"{ONE}review/", interests.interest_review, name="declared-interest-review"),
    path(f"{ONE}withdraw/", interests.interest_withdraw, name="declared-interest-withdraw"),
    path("ccgs/<code>/registers/declarations/", declarations.declarations, name="declarations"),
    path("ccgs/<code>/registers/declarations/overdue/", declarations.declarations_overdue, name="declarations-overdue"),
    path(WHO, declarations.declarants, name="declarants"),
    path(f"{WHO}add/", declarations.declarant_add, name="declarant-add"),
    path(f"{WHO}<int:declarant>/end/", declarations.declarant_end, name="declarant-end"),
    path(f"{WHO}<int:declarant>/decisions/", declarations.declarant_decides, name="declarant-decides"),
]
