"""Addresses of models, functions, rounds, expressions of interest and arrangements."""

from django.urls import path
from django.urls.resolvers import URLPattern

from models_abc.views import arrangements, functions, interests, models, rounds, taken_over

urlpatterns: list[URLPattern] = [
    path("models/", models.models_list, name="models"),
    path("models/<str:letter>/", models.model_page, name="model"),
    path("readiness/", rounds.readiness, name="readiness"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/load-calendar/", rounds.rounds_load, name="rounds-load"),
    path("rounds/new/", rounds.round_new, name="round-new"),
    path("rounds/<slug:slug>/", rounds.round_page, name="round"),
    path("rounds/<slug:slug>/edit/", rounds.round_edit, name="round-edit"),
    path("ccgs/<str:code>/interest/<slug:slug>/", interests.interest, name="interest"),
    path("ccgs/<str:code>/interest/<slug:slug>/withdraw/", interests.interest_withdraw, name="interest-withdraw"),
    path("ccgs/<str:code>/model-held/", taken_over.model_taken_over, name="model-taken-over"),
    path("ccgs/<str:code>/functions/", functions.functions_page, name="functions"),
    path("ccgs/<str:code>/functions/<str:function>/propose/", functions.propose, name="function-propose"),
    path("ccgs/<str:code>/functions/answers/<int:pk>/", functions.answer, name="function-answer"),
    path("ccgs/<str:code>/arrangement/", arrangements.arrangement_page, name="arrangement"),
    path("ccgs/<str:code>/arrangement/edit/", arrangements.arrangement_edit, name="arrangement-edit"),
    path("ccgs/<str:code>/arrangement/sign/", arrangements.arrangement_sign, name="arrangement-sign"),
    path("ccgs/<str:code>/arrangement/withdraw/", arrangements.arrangement_withdraw, name="arrangement-withdraw"),
    path("ccgs/<str:code>/arrangement/end/", arrangements.arrangement_end, name="arrangement-end"),
    path("ccgs/<str:code>/arrangement/agreement/", arrangements.arrangement_file, name="arrangement-file"),
]
