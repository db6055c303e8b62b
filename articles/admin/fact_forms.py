"""Facts as rows of a meeting's form, one small form for each aspect. What is changed in a row becomes rulings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.editing import EditError, Span, values
from articles.editing.acts import added, confirmed, corrected, rejected, standing_evidence
from articles.editing.enact import Draft
from articles.editing.evidence import marked_in
from articles.editing.values import Saying
from articles.models import Article, Fact
from articles.models.choices import Act, Aspect, Kind, Status

FIELDS = {
    Aspect.KIND: ["value"],
    Aspect.DATE: ["value"],
    Aspect.INITIATOR: ["country"],
    Aspect.PARTY: ["country"],
    Aspect.PARTICIPANT: ["official", "country", "role", "title"],
    Aspect.TOPIC: ["topic"],
    Aspect.AGREEMENT: ["agreement"],
    Aspect.STATEMENT: ["official", "country", "value"],
}
OPTIONAL = {Aspect.PARTICIPANT: ["country", "role", "title"], Aspect.STATEMENT: ["official", "country"]}
SAYS = {
    Aspect.KIND: lambda said, spans: values.kind(said["value"]),
    Aspect.DATE: lambda said, spans: values.date(said["value"]),
    Aspect.INITIATOR: lambda said, spans: values.initiator(said["country"]),
    Aspect.PARTY: lambda said, spans: values.party(said["country"]),
    Aspect.PARTICIPANT: lambda said, spans: values.participant(
        said["official"], said["country"], said["role"], said["title"]
    ),
    Aspect.TOPIC: lambda said, spans: values.topic(said["topic"]),
    Aspect.AGREEMENT: lambda said, spans: values.agreement(said["agreement"]),
    Aspect.STATEMENT: lambda said, spans: _statement(said, spans),
}


class FactForm(forms.ModelForm):
    """One fact. Nothing is saved through it: `drafts` are the rulings that its changes amount to."""

    aspect: Aspect
    may_edit = True
    verdict = forms.ChoiceField(
        label=_("verdict"),
        required=False,
        choices=[("", "—"), (Status.CONFIRMED, _("it is right")), (Status.REJECTED, _("it is wrong"))],
    )
    quote = forms.CharField(
        label=_("evidence of a new or changed fact"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "class": "quote"}),
        help_text=_("Paste the sentence from one of the articles."),
    )

    class Meta:
        model = Fact
        fields = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(FIELDS[self.aspect]) & set(self.fields):
            self.fields[name].required = name not in OPTIONAL.get(self.aspect, ())
        if not self.may_edit:
            self.fields = {"verdict": self.fields["verdict"]}

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors or not self.has_changed():
            return cleaned
        try:
            self.drafts = self._drafts(cleaned)
        except EditError as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned

    def _drafts(self, said: dict) -> list[Draft]:
        meeting = self.instance.meeting
        articles = Article.objects.filter(accounts__meeting=meeting).distinct()
        spans = [marked_in(articles, said["quote"])] if said.get("quote") else []
        changed = set(self.changed_data) & set(FIELDS[self.aspect])
        if self.instance.pk is None:
            return added(meeting, self._saying(said, spans), spans)
        stored = Fact.objects.joined().get(pk=self.instance.pk)
        if changed or spans:
            return corrected(stored, self._saying(said, spans or standing_evidence(stored)), spans)
        return confirmed(stored) if said["verdict"] == Status.CONFIRMED else rejected(stored)

    def _saying(self, said: dict, spans: list[Span]) -> Saying:
        return SAYS[self.aspect](said, spans)

    def _post_clean(self) -> None:
        """No row is written, so the model has nothing to check; `clean` has checked what it says."""

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) & {*FIELDS[self.aspect], "verdict", "quote"})


def _statement(said: dict, spans: list[Span]) -> Saying:
    speaker = said["official"] or said["country"]
    if speaker is None:
        raise EditError(gettext("Say who made the statement: a person or a party."))
    return values.statement(said["value"], speaker, spans)


def form_for(aspect: Aspect) -> type[FactForm]:
    """A form with the fields of one aspect, closed lists as choices."""
    meta = type("Meta", (FactForm.Meta,), {"fields": FIELDS[aspect]})
    fields: dict = {"Meta": meta, "aspect": aspect}
    if aspect == Aspect.KIND:
        fields["value"] = forms.ChoiceField(label=_("kind"), choices=Kind.choices)
    if aspect == Aspect.DATE:
        fields["value"] = forms.CharField(
            label=_("date"), max_length=200, help_text=_("2024-12-20, 2024-12, 2024, 2024-12-20?, XXXX-12-20")
        )
    if aspect == Aspect.STATEMENT:
        fields["value"] = forms.ChoiceField(label=_("act"), choices=Act.choices)
    return type(f"{aspect.name.title()}Form", (FactForm,), fields)
