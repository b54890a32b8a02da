"""Addresses of organisations and of the ODS release."""

from django.urls import path

from ccgs.views import ods, organisations, practices

urlpatterns = [
    path("ccgs/", organisations.ccgs, name="ccgs"),
    path("ccgs/<str:code>/practices/", practices.practices, name="ccg-practices"),
    path("ccgs/<str:code>/practices/<str:practice_code>/contract/", practices.contract, name="practice-contract"),
    path("practices/<str:code>/", practices.practice, name="practice"),
    path("regions/", organisations.regions, name="regions"),
    path("regions/<str:code>/", organisations.region, name="region"),
    path("data/ods/", ods.ods, name="ods"),
    path("data/ods/<int:pk>/", ods.ods_upload, name="ods-upload"),
    path("data/ods/<int:pk>/rows.csv", ods.ods_upload_rows, name="ods-upload-rows"),
]
