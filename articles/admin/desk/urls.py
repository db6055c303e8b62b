"""The addresses of the desk, below /admin/desk/."""

from django.urls import path

from . import acts, pages, telling

urlpatterns = [
    path("", pages.queue_page, name="desk"),
    path("facts/", acts.judge_several, name="desk-judge-several"),
    path("merge/", pages.merge_page, name="desk-merge"),
    path("merge/do/", acts.merge, name="desk-merge-do"),
    path("officials/same/", pages.same_person_page, name="desk-same-person"),
    path("officials/same/do/", acts.same_person, name="desk-same-person-do"),
    path("officials/<slug:slug>/", pages.official_page, name="desk-official"),
    path("officials/<slug:slug>/somebody-else/", acts.part, name="desk-somebody-else"),
    path("rulings/<int:pk>/undo/", acts.undo, name="desk-undo"),
    path("reports/<int:pk>/", acts.answer_report, name="desk-report"),
    path("articles/<int:pk>/", telling.article_page, name="desk-article"),
    path("articles/<int:pk>/put/", telling.put, name="desk-put"),
    path("articles/<int:pk>/make/", telling.make, name="desk-make"),
    path("calls/<slug:slug>/", pages.meeting_page, name="desk-meeting"),
    path("calls/<slug:slug>/facts/<int:pk>/judge/", acts.judge, name="desk-judge"),
    path("calls/<slug:slug>/facts/<int:pk>/correct/", acts.correct, name="desk-correct"),
    path("calls/<slug:slug>/add/<slug:aspect>/", acts.add, name="desk-add"),
    path("calls/<slug:slug>/dismiss/", acts.dismiss, name="desk-dismiss"),
    path("calls/<slug:slug>/split/", pages.split_page, name="desk-split"),
    path("calls/<slug:slug>/split/do/", acts.split, name="desk-split-do"),
]
