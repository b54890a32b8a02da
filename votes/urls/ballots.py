"""Addresses of ballots and voting; `votes.urls` takes them in."""

from django.urls import path

from votes.views import ballot_acts, ballot_assisted, ballot_drafts, ballots, historic_results, voting

LIST = "ccgs/<code>/ballots/"
ONE = f"{LIST}<int:number>/"

urlpatterns = [
    path(LIST, ballots.ballot_list, name="ballots"),
    path(f"{LIST}new/", ballots.ballot_new, name="ballot-new"),
    path(f"{LIST}as-published/", historic_results.historic_new, name="ballot-historic-new"),
    path(ONE, ballots.ballot_detail, name="ballot"),
    path(f"{ONE}roll/", ballots.ballot_roll, name="ballot-roll"),
    path(f"{ONE}tally.json", ballots.ballot_tally, name="ballot-tally"),
    path(f"{ONE}certificate/", ballots.ballot_certificate, name="ballot-certificate"),
    path(f"{ONE}about/", ballot_drafts.ballot_about, name="ballot-about"),
    path(f"{ONE}times/", ballot_drafts.ballot_times, name="ballot-times"),
    path(f"{ONE}rule/", ballot_drafts.ballot_rule, name="ballot-rule"),
    path(f"{ONE}unrepresented/", ballot_drafts.ballot_unrepresented, name="ballot-unrepresented"),
    path(f"{ONE}together/", ballot_drafts.ballot_group, name="ballot-together"),
    path(f"{ONE}questions/new/", ballot_drafts.ballot_question, name="ballot-question-new"),
    path(f"{ONE}questions/<int:question>/", ballot_drafts.ballot_question, name="ballot-question"),
    path(f"{ONE}questions/<int:question>/remove/", ballot_drafts.ballot_question_remove, name="ballot-question-remove"),
    path(f"{ONE}open/", ballot_drafts.ballot_open, name="ballot-open"),
    path(f"{ONE}discard/", ballot_drafts.ballot_discard, name="ballot-discard"),
    path(f"{ONE}extend/", ballot_acts.ballot_extend, name="ballot-extend"),
    path(f"{ONE}correct/", ballot_acts.ballot_correct, name="ballot-correct"),
    path(f"{ONE}count/", ballot_acts.ballot_count, name="ballot-count"),
    path(f"{ONE}certify/", ballot_acts.ballot_certify, name="ballot-certify"),
    path(f"{ONE}publish/", ballot_acts.ballot_publish, name="ballot-publish"),
    path(f"{ONE}challenge/", ballot_acts.ballot_challenge, name="ballot-challenge"),
    path(f"{ONE}challenge/answer/", ballot_acts.ballot_answer, name="ballot-challenge-answer"),
    path(f"{ONE}void/", ballot_acts.ballot_void, name="ballot-void"),
    path(f"{ONE}again/", ballot_acts.ballot_again, name="ballot-again"),
    path(f"{ONE}assisted/", ballot_assisted.assisted_choose, name="ballot-assisted"),
    path(f"{ONE}assisted/<int:entry>/", ballot_assisted.assisted_enter, name="ballot-assisted-enter"),
    path(f"{ONE}assisted/<int:entry>/confirm/", ballot_assisted.assisted_confirm, name="ballot-assisted-confirm"),
    path("vote/", voting.vote_list, name="votes"),
    path("vote/<int:entry>/", voting.vote, name="vote"),
    path("vote/<int:entry>/receipt/", voting.vote_receipt, name="vote-receipt"),
]
