"""Addresses of the engagement log; `votes.urls` takes them in."""

from django.urls import path

from votes.views import engagement, engagement_acts

ALL = "ccgs/<code>/engagement/"
ONE = "ccgs/<code>/engagement/<int:number>/"

urlpatterns = [
    path(ALL, engagement.engagement_list, name="engagement"),
    path(f"{ALL}new/", engagement_acts.engagement_new, name="engagement-new"),
    path(f"{ALL}board-questions/", engagement.engagement_board_questions, name="engagement-board-questions"),
    path(ONE, engagement.engagement_event, name="engagement-event"),
    path(f"{ONE}edit/", engagement_acts.engagement_edit, name="engagement-edit"),
    path(f"{ONE}practices/", engagement_acts.engagement_practices, name="engagement-practices"),
    path(f"{ONE}papers/new/", engagement_acts.engagement_paper_new, name="engagement-paper-new"),
    path(f"{ONE}papers/<int:paper>/", engagement.engagement_paper, name="engagement-paper"),
    path(f"{ONE}questions/new/", engagement_acts.engagement_question_new, name="engagement-question-new"),
    path(
        f"{ONE}questions/<int:question>/reply/",
        engagement_acts.engagement_question_reply,
        name="engagement-question-reply",
    ),
    path(f"{ONE}questions/template/", engagement_acts.engagement_template, name="engagement-template"),
    path(f"{ONE}strike/", engagement_acts.engagement_strike, name="engagement-strike"),
]
