"""Addresses of the conflict map and of rulings."""

from django.urls import path

from pccc.views import map as views
from pccc.views import rulings

MAP = "ccgs/<code>/committees/<int:number>/meetings/<int:meeting>/map/"

urlpatterns = [
    path(MAP, views.conflict_map_page, name="conflict-map"),
    path(f"{MAP}<int:item>/confirm/", rulings.rulings_confirm, name="conflict-map-confirm"),
    path(f"{MAP}<int:item>/<int:person>/", rulings.ruling, name="conflict-map-ruling"),
]
