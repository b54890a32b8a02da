"""Addresses of applications: the CCG's side and the region's side."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from models_abc.views.applications import evidence, overview, region, sending, signing

_one: list[URLPattern | URLResolver] = [
    path("", overview.application_show, name="application-show"),
    path("proof/", overview.application_proof, name="application-proof"),
    path("withdraw/", overview.application_withdraw, name="application-withdraw"),
    path("start-day/", evidence.application_start_day, name="application-start-day"),
    path("mandate/", evidence.application_mandate, name="application-mandate"),
    path("constitution/", evidence.application_constitution, name="application-constitution"),
    path("consultation/", evidence.application_consultation, name="application-consultation"),
    path("governing-body/", evidence.application_governing_body, name="application-governing-body"),
    path("governing-body/<int:pk>/", evidence.application_minute, name="application-minute"),
    path("documents/", evidence.application_documents, name="application-documents"),
    path("documents/<int:pk>/", evidence.application_document, name="application-document"),
    path("documents/<int:pk>/remove/", evidence.application_document_remove, name="application-document-remove"),
    path("subject-to-vote/", evidence.application_subject_to_vote, name="application-subject-to-vote"),
    path("attestations/", signing.application_attestations, name="application-attestations"),
    path(
        "attestations/<int:pk>/withdraw/",
        signing.application_attestation_withdraw,
        name="application-attestation-withdraw",
    ),
    path("attestations/<str:role>/", signing.application_sign, name="application-sign"),
    path("submit/", sending.application_submit, name="application-submit"),
    path("submitted/", sending.application_submitted, name="application-submitted"),
    path("dossier.json", sending.application_dossier, name="application-dossier"),
    path("decision/", sending.application_decision, name="application-decision"),
    path("conditions/<int:pk>/", sending.application_condition, name="application-condition"),
    path("agreement/", signing.application_agreement, name="application-agreement"),
    path("agreement/sign/", signing.application_agreement_sign, name="application-agreement-sign"),
    path("exit/", sending.application_exit, name="application-exit"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("ccgs/<str:code>/application/", overview.application_home, name="application"),
    path("ccgs/<str:code>/application/start/", overview.application_start, name="application-start"),
    path("ccgs/<str:code>/application/<int:number>/", include(_one)),
    path("regions/<str:code>/applications/", region.region_applications, name="region-applications"),
    path("regions/<str:code>/applications/<int:pk>/", region.region_application, name="region-application"),
    path("regions/<str:code>/applications/<int:pk>/review/", region.region_start_review, name="region-start-review"),
    path("regions/<str:code>/applications/<int:pk>/decide/", region.region_decide, name="region-decide"),
    path("regions/<str:code>/applications/<int:pk>/late/", region.region_late, name="region-late"),
    path(
        "regions/<str:code>/applications/<int:pk>/conditions/<int:condition>/",
        region.region_condition,
        name="region-condition",
    ),
    path("regions/<str:code>/applications/<int:pk>/agreement/", region.region_agreement, name="region-agreement"),
    path(
        "regions/<str:code>/applications/<int:pk>/agreement/sign/",
        region.region_agreement_sign,
        name="region-agreement-sign",
    ),
]
