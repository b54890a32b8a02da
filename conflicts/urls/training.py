"""Addresses of training and self-certification."""

from django.urls import path

from conflicts.views import certificates, training

TRAINING = "ccgs/<code>/registers/training/"
RETURNS = "ccgs/<code>/registers/self-certification/"
ONE = f"{RETURNS}<int:pk>/"

urlpatterns = [
    path(TRAINING, training.training, name="training"),
    path(f"{TRAINING}record/", training.training_record, name="training-record"),
    path(f"{TRAINING}<int:pk>/certificate/", training.training_certificate, name="training-certificate"),
    path(RETURNS, certificates.certificate_list, name="self-certifications"),
    path(f"{RETURNS}new/", certificates.certificate_new, name="self-certification-new"),
    path(ONE, certificates.certificate, name="self-certification"),
    path(f"{ONE}explain/", certificates.certificate_explain, name="self-certification-explain"),
    path(f"{ONE}attest/", certificates.certificate_attest, name="self-certification-attest"),
    path(f"{ONE}submit/", certificates.certificate_submit, name="self-certification-submit"),
]
