"""Addresses of gifts and hospitality."""

from django.urls import path

from conflicts.urls import registers  # noqa: F401 - its converter of file formats
from conflicts.views import gift_acts, gift_offers, gifts

HOME = "ccgs/<code>/registers/gifts/"

urlpatterns = [
    path(HOME, gifts.gifts, name="gifts"),
    path(f"{HOME}register.<file_format:form>", gifts.gifts_file, name="gifts-file"),
    path(f"{HOME}new/", gift_offers.gift_new, name="gift-new"),
    path(f"{HOME}<int:number>/", gifts.gift, name="gift"),
    path(f"{HOME}<int:number>/approve/", gift_acts.gift_approve, name="gift-approve"),
    path(f"{HOME}<int:number>/withdraw/", gift_acts.gift_withdraw, name="gift-withdraw"),
]
