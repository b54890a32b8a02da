"""Addresses of decisions and of what they rest on."""

from django.urls import path

from pccc.views import deciding, decisions, item_statements, urgent

ITEM = "ccgs/<code>/committees/<int:number>/meetings/<int:meeting>/items/<int:item>/"
ONE = "ccgs/<code>/decisions/<int:number>/"

urlpatterns = [
    path(f"{ITEM}decide/", deciding.item_decide, name="item-decide"),
    path(f"{ITEM}scheme/", item_statements.item_scheme, name="item-scheme"),
    path(f"{ITEM}consents/", item_statements.item_consents, name="item-consents"),
    path("ccgs/<code>/committees/<int:number>/urgent/", urgent.decision_urgent, name="decision-urgent"),
    path("ccgs/<code>/decisions/", decisions.decision_list, name="decisions"),
    path(ONE, decisions.decision_detail, name="decision"),
    path(f"{ONE}dossier.zip", decisions.decision_dossier, name="decision-dossier"),
    path(f"{ONE}then/", decisions.decision_then, name="decision-then"),
]
