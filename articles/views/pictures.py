"""The whole archive as pictures."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from articles.keeping import kept
from articles.listing import Listing
from articles.pictures.network import network
from articles.pictures.timeline import timeline
from articles.pictures.worldmap import worldmap


@kept
def timeline_page(request: HttpRequest) -> HttpResponse:
    context = {"timeline": timeline(), "listing": Listing(QueryDict(), facets=("year",))}
    return render(request, "articles/timeline.html", context)


@kept
def map_page(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/map.html", {"map": worldmap()})


@kept
def network_page(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/network.html", {"network": network()})
