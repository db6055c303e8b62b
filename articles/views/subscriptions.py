"""A list by e-mail: the form, and the page behind the link in each letter."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.editing.reports import HOUR
from articles.limits import searches
from articles.listing import Listing
from articles.models import Subscription
from articles.subscribing import CannotSendError, TooManyError, ask, confirm, end, volume
from articles.subscribing.asking import canonical, heading, listing_of
from articles.visitors import address_of


class SubscriptionForm(forms.Form):
    """`website` is a trap: no reader sees it, programs that fill in every field do."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only for this list. It is not published, and deleted when you unsubscribe."),
        error_messages={
            "required": _("Say where to send it."),
            "invalid": _("This is no e-mail address."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    rhythm = forms.ChoiceField(
        label=_("How often at most"), choices=Subscription.Rhythm, initial=Subscription.Rhythm.WEEKLY
    )
    website = forms.CharField(required=False)


@never_cache
@searches
def subscribe(request: HttpRequest) -> HttpResponse:
    """`/subscribe/?country=gb`: what the list brings, and a form."""
    listing = Listing(request.GET, facets=())
    if listing.problems:
        return redirect("meeting-list")
    if request.method != "POST":
        form = SubscriptionForm(label_suffix="")
        return _page(request, listing, form=form, thanks="thanks" in request.GET)
    form = SubscriptionForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, listing, 400, form=form)
    said = form.cleaned_data
    if not said["website"]:
        try:
            ask(said["email"], request.GET, said["rhythm"], get_language() or "en", address_of(request))
        except TooManyError:
            return _page(request, listing, 429, form=form, is_too_much=True)
        except CannotSendError:
            return _page(request, listing, 503, form=form, is_not_sent=True)
    response = redirect("subscribe")
    query = canonical(request.GET)
    response["Location"] += f"?{query}&thanks" if query else "?thanks"
    return response


@never_cache
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in a letter. It takes a press of a button: programs that look at mail follow links too."""
    found = Subscription.objects.filter(token=token).first()
    if found is None:
        return render(request, "articles/subscription.html", {}, status=404)
    if request.method == "POST":
        confirm(found)
    listing = listing_of(found)
    return render(
        request, "articles/subscription.html", {"subscription": found, "listing": listing, "list": heading(found)}
    )


@csrf_exempt  # the button of a mail program sends nothing but what RFC 8058 says; the address is the secret
@require_POST
@never_cache
def end_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """One click, from the page or from a mail program (RFC 8058)."""
    end(get_object_or_404(Subscription, token=token))
    return render(request, "articles/subscription.html", {"is_ended": True})


def _page(request: HttpRequest, listing: Listing, status: int = 200, **context) -> HttpResponse:
    context |= {"listing": listing, "volume": volume(listing)}
    response = render(request, "articles/subscribe.html", context, status=status)
    if status in (429, 503):
        response["Retry-After"] = str(int(HOUR.total_seconds()))
    return response
