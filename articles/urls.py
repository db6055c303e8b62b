"""The addresses of the archive. Names in the singular are one record, `-list` is the page of all."""

from django.urls import path, re_path

from .citing import FORMS as CITATIONS
from .exporting import FORMS, LISTS
from .feeds import REGISTERS
from .views import (
    calls,
    citing,
    data,
    downloads,
    feeds,
    front,
    harvesting,
    linked,
    pictures,
    records,
    reports,
    search,
    subscriptions,
    system,
)

CITE = "|".join(CITATIONS)

urlpatterns = [
    re_path(rf"^(?P<name>{'|'.join(LISTS)})\.(?P<suffix>{'|'.join(FORMS)})$", downloads.download, name="download"),
    path("", front.home, name="home"),
    path("calls.atom", feeds.calls, name="calls-feed"),
    re_path(rf"^(?P<name>{'|'.join(REGISTERS)})\.atom$", feeds.register, name="register-feed"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscriptions/<str:token>/", subscriptions.subscription, name="subscription"),
    path("subscriptions/<str:token>/end/", subscriptions.end_subscription, name="end-subscription"),
    path("data/", data.data_page, name="data"),
    path("data/datapackage.json", data.data_package, name="data-package"),
    path("data/<str:name>", data.data_file, name="data-file"),
    path("about/", front.about, name="about"),
    path("calls/", calls.meeting_list, name="meeting-list"),
    path("calls/<slug:slug>/", calls.meeting, name="call"),
    re_path(rf"^calls/(?P<slug>[-\w]+)/cite\.(?P<suffix>{CITE})$", citing.cite_call, name="cite-call"),
    path("calls/<slug:slug>/facts/<slug:name>/", citing.fact, name="fact"),
    re_path(
        rf"^calls/(?P<slug>[-\w]+)/facts/(?P<name>[-\w]+)/cite\.(?P<suffix>{CITE})$", citing.cite_fact, name="cite-fact"
    ),
    path("calls/<slug:slug>/accounts.atom", feeds.accounts, name="accounts-feed"),
    path("calls/<slug:slug>/report/", reports.report_mistake, name="report"),
    path("countries/", records.country_list, name="country-list"),
    path("countries/<slug:slug>/", records.country, name="country"),
    path("countries/<slug:one>/<slug:other>/", records.relationship, name="relationship"),
    path("officials/", records.official_list, name="official-list"),
    path("officials/<slug:slug>/", records.official, name="official"),
    path("officials/<slug:slug>/popolo.json", linked.popolo_of, name="popolo"),
    path("officials.popolo.json", linked.popolo_of_all, name="popolo-all"),
    path("agreements/", records.agreement_list, name="agreement-list"),
    path("agreements/<slug:slug>/", records.agreement, name="agreement"),
    path("topics/", records.topic_list, name="topic-list"),
    path("topics/<slug:code>/", records.topic, name="topic"),
    path("articles/<int:pk>/", records.article, name="article"),
    re_path(rf"^articles/(?P<pk>\d+)/cite\.(?P<suffix>{CITE})$", citing.cite_article, name="cite-article"),
    path("timeline/", pictures.timeline_page, name="timeline"),
    path("map/", pictures.map_page, name="map"),
    path("network/", pictures.network_page, name="network"),
    path("search/", search.search, name="search"),
    path("language/<slug:code>/", system.language, name="language"),
    path("healthz", system.healthz, name="healthz"),
    path("readyz", system.readyz, name="readyz"),
    path("metrics", system.metrics_page, name="metrics"),
    path("oai", harvesting.oai, name="oai"),
    path("sitemap.xml", harvesting.sitemap_index, name="sitemap-index"),
    path("sitemap-<str:section>.xml", harvesting.sitemap, name="sitemap"),
    path("opensearch.xml", system.opensearch, name="opensearch"),
    path("robots.txt", system.robots, name="robots"),
]
