"""What an editor says on the desk: a small form for each aspect, with the sentence that says so."""

from __future__ import annotations

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.editing import EditError, Span, marked, values
from articles.editing.acts import standing_evidence
from articles.editing.evidence import marked_in
from articles.editing.values import Saying
from articles.extraction.text import fold
from articles.models import Article, Country, Fact, Meeting, Official, Tenure, Topic
from articles.models.choices import Act, Aspect, Kind, Role


class Lists:
    """The options of selections, fetched once for all the forms of a page."""

    def __init__(self) -> None:
        self._options: dict[type[Model], list[tuple[str, str]]] = {}

    def of(self, model: type[Model]) -> list[tuple[str, str]]:
        if model not in self._options:
            self._options[model] = [("", "—"), *((record.pk, str(record)) for record in model.objects.all())]
        return self._options[model]


EDTF_HELP = _("2024-12-20; 2024-12 or 2024 if no more is known; 2024-12-20? if not certain; XXXX-12-20")


class SayingForm(forms.Form):
    """A fact as an editor puts it. `article` and `start` come from marking a passage; a pasted one is looked for."""

    quote = forms.CharField(
        label=_("evidence"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "class": "quote"}),
        help_text=_("Mark the sentence in an article, or paste it here."),
    )
    article = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("why"), required=False, max_length=500)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, meeting: Meeting, fact: Fact | None = None, lists: Lists | None = None, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.meeting, self.fact = meeting, fact
        lists = lists or Lists()
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.choices = lists.of(field.queryset.model)
        self.order_fields([name for name in self.fields if name not in SayingForm.base_fields])

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.spans = self._spans(cleaned)
                self.saying = self.says(cleaned)
            except EditError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def says(self, said: dict) -> Saying:
        raise NotImplementedError

    def _spans(self, said: dict) -> list[Span]:
        if not said["quote"]:
            return []
        articles = Article.objects.filter(accounts__meeting=self.meeting).distinct()
        chosen = articles.filter(pk=said["article"]).first() if said["article"] else None
        return [marked(chosen, said["quote"], said["start"] or 0) if chosen else marked_in(articles, said["quote"])]


class KindForm(SayingForm):
    value = forms.ChoiceField(label=_("kind"), choices=Kind.choices)

    def says(self, said: dict) -> Saying:
        return values.kind(said["value"])


class DateForm(SayingForm):
    value = forms.CharField(label=_("date"), max_length=200, help_text=EDTF_HELP)

    def says(self, said: dict) -> Saying:
        return values.date(said["value"])


class CountryForm(SayingForm):
    country = forms.ModelChoiceField(Country.objects.all(), label=_("country or organisation"))


class InitiatorForm(CountryForm):
    def says(self, said: dict) -> Saying:
        return values.initiator(said["country"])


class PartyForm(CountryForm):
    def says(self, said: dict) -> Saying:
        return values.party(said["country"])


class ParticipantForm(SayingForm):
    name = forms.CharField(label=_("name"), max_length=200, widget=forms.TextInput(attrs={"list": "officials"}))
    country = forms.ModelChoiceField(Country.objects.all(), label=_("for"), required=False)
    role = forms.ChoiceField(label=_("office"), required=False, choices=[("", "—"), *Role.choices])
    title = forms.CharField(label=_("title as written"), required=False, max_length=300)

    def says(self, said: dict) -> Saying:
        person = known(said["name"], said["country"]) or said["name"]
        return values.participant(person, said["country"], said["role"], said["title"])


class TopicForm(SayingForm):
    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("topic"))

    def says(self, said: dict) -> Saying:
        return values.topic(said["topic"])


class AgreementForm(SayingForm):
    agreement = forms.CharField(
        label=_("agreement"), max_length=200, widget=forms.TextInput(attrs={"list": "agreements"})
    )

    def says(self, said: dict) -> Saying:
        return values.agreement(said["agreement"])


class StatementForm(SayingForm):
    speaker = forms.ChoiceField(label=_("who"))
    act = forms.ChoiceField(label=_("what they did"), choices=Act.choices)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = {
            f"{kind}:{who.pk}": who
            for kind, facts in (("person", self.meeting.participants), ("party", self.meeting.said_of(Aspect.PARTY)))
            for who in (fact.official or fact.country for fact in facts)
        }
        self.fields["speaker"].choices = [(code, str(who)) for code, who in self.speakers.items()]

    def says(self, said: dict) -> Saying:
        return values.statement(said["act"], self.speakers[said["speaker"]], self.spans or self._standing())

    def _standing(self) -> list[Span]:

        return standing_evidence(self.fact) if self.fact else []


FORMS = {
    Aspect.KIND: KindForm,
    Aspect.DATE: DateForm,
    Aspect.INITIATOR: InitiatorForm,
    Aspect.PARTY: PartyForm,
    Aspect.PARTICIPANT: ParticipantForm,
    Aspect.TOPIC: TopicForm,
    Aspect.AGREEMENT: AgreementForm,
    Aspect.STATEMENT: StatementForm,
}


def adding(meeting: Meeting, aspect: str, data=None, lists: Lists | None = None) -> SayingForm:
    return FORMS[aspect](data, prefix=f"new-{aspect}", meeting=meeting, lists=lists)


def correcting(meeting: Meeting, fact: Fact, data=None, lists: Lists | None = None) -> SayingForm:
    said = {
        "value": fact.value,
        "act": fact.value,
        "country": fact.country_id,
        "name": fact.official and fact.official.name,
        "role": fact.role,
        "title": fact.title,
        "topic": fact.topic_id,
        "agreement": fact.agreement and fact.agreement.name,
        "speaker": f"person:{fact.official_id}" if fact.official_id else f"party:{fact.country_id}",
    }
    return FORMS[fact.aspect](data, prefix=f"fact-{fact.pk}", meeting=meeting, fact=fact, lists=lists, initial=said)


def known(name: str, country: Country | None) -> Official | None:
    """The one official who goes by that name, of that country if one is given; None if nobody or several do."""
    officials = Official.objects.filter(aliases__folded=fold(" ".join(name.split()))).distinct()
    if country and officials.filter(country=country).exists():
        officials = officials.filter(country=country)
    found = list(officials[:2])
    return found[0] if len(found) == 1 else None


def names_in_office(meeting: Meeting) -> list[str]:
    """Whom the lists have in office for the parties at the time: suggestions, no more."""
    officials = Official.objects.filter(tenures__country__in=[party.pk for party in meeting.parties])
    if meeting.date_earliest:
        officials = officials.filter(tenures__in=_held(meeting))
    return sorted(set(officials.values_list("name", flat=True)[:300]))


def _held(meeting: Meeting):

    return Tenure.objects.on(meeting.date_earliest).filter(country__in=[party.pk for party in meeting.parties])


class ChoiceOfMeetings(forms.Form):
    """The address of a meeting, typed or pasted."""

    call = forms.CharField(label=_("address of another meeting"))

    def clean_call(self) -> Meeting:
        slug = self.cleaned_data["call"].rstrip("/").rpartition("/")[2]
        meeting = Meeting.objects.filter(slug=slug).first()
        if meeting is None:
            raise forms.ValidationError(gettext("There is no meeting of this address."))
        return meeting
