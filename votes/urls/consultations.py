"""Addresses of consultations and the engagement log; `votes.urls` takes them in."""

from django.urls import path, register_converter

from votes.views import consultation_acts, consultation_papers, consultations, lmc_answers, lmc_consultations
from votes.views.lmc_answers import STEPS


class StepConverter:
    """A page of the LMC's answer, by name."""

    regex = "|".join(step.name for step in STEPS)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    to_url = to_python


register_converter(StepConverter, "answer_step")
ONE = "ccgs/<code>/consultations/<int:number>/"
LMC_ONE = "lmcs/<code>/consultations/<int:pk>/"

urlpatterns = [
    path("ccgs/<code>/consultations/", consultations.consultation_list, name="consultations"),
    path("ccgs/<code>/consultations/new/", consultations.consultation_new, name="consultation-new"),
    path(ONE, consultations.consultation_detail, name="consultation"),
    path(f"{ONE}edit/", consultations.consultation_edit, name="consultation-edit"),
    path(f"{ONE}open/", consultation_acts.consultation_open, name="consultation-open"),
    path(f"{ONE}extend/", consultation_acts.consultation_extend, name="consultation-extend"),
    path(f"{ONE}withdraw/", consultation_acts.consultation_withdraw, name="consultation-withdraw"),
    path(f"{ONE}publish/", consultation_acts.consultation_publish, name="consultation-publish"),
    path(f"{ONE}further/", consultation_acts.consultation_further, name="consultation-further"),
    path(f"{ONE}answers/<int:answer>/reply/", consultation_acts.consultation_reply, name="consultation-reply"),
    path(f"{ONE}papers/new/", consultation_papers.consultation_paper_new, name="consultation-paper-new"),
    path(f"{ONE}papers/<int:paper>/", consultation_papers.consultation_paper, name="consultation-paper"),
    path(
        f"{ONE}papers/<int:paper>/version/",
        consultation_papers.consultation_paper_version,
        name="consultation-paper-version",
    ),
    path(
        f"{ONE}papers/<int:paper>/remove/",
        consultation_papers.consultation_paper_remove,
        name="consultation-paper-remove",
    ),
    path("lmcs/<code>/consultations/", lmc_consultations.lmc_consultation_list, name="lmc-consultations"),
    path(LMC_ONE, lmc_consultations.lmc_consultation, name="lmc-consultation"),
    path(f"{LMC_ONE}papers/<int:paper>/", lmc_consultations.lmc_consultation_paper, name="lmc-consultation-paper"),
    path(f"{LMC_ONE}answer/<answer_step:step>/", lmc_answers.lmc_answer, name="lmc-answer"),
    path(f"{LMC_ONE}answer/check/", lmc_answers.lmc_answer_check, name="lmc-answer-check"),
    path(f"{LMC_ONE}answer/done/", lmc_answers.lmc_answer_done, name="lmc-answer-done"),
]
