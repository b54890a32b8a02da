"""Addresses of the pccc app, one file per part."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    pattern for part in iter_modules(__path__) for pattern in import_module(f"{__name__}.{part.name}").urlpatterns
]
