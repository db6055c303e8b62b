"""Forms of officials, countries, topics and agreements: what is saved is a description (`articles.editing.records`)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.editing.records import last_on, version
from articles.ingest.reference.described import KEYS, read
from articles.models import Agreement, Country, Official, Tenure, Topic
from articles.resolution import dates
from articles.resolution.names import name_key


class RecordForm(forms.ModelForm):
    """Refuses an edit of a record that was changed after its page was opened."""

    reason = forms.CharField(label=_("why"), required=False, help_text=_("kept with what you decide"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = version(self.instance) if self.instance.pk else ""
        self.stood = str(self.instance) if self.instance.pk else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen") and cleaned["seen"] != self.initial["seen"]:
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            raise forms.ValidationError(self._changed_meanwhile())
        return cleaned

    def _changed_meanwhile(self) -> list[str]:
        what = self._meta.model._meta.model_name
        since = [
            f"{ruling.by_name}: {name} – {said}"
            for ruling in last_on(what, getattr(self.instance, KEYS[what]))
            for name, said in ruling.value.items()
        ]
        return [
            gettext(
                "Nothing was saved: the record was changed after you opened this page. The form shows what you entered."
            ),
            *since,
            gettext("Save again to put your version over theirs, or reload the page to see theirs."),
        ]

    @property
    def described(self) -> dict[str, Any]:
        """What the form says, as a description holds it."""
        return {name: said for name, said in self.cleaned_data.items() if name in read(self.instance)}


class NamesForm(RecordForm):
    """One field for each language of the interface in place of the raw `names`."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for code, _language in settings.LANGUAGES:
            stands = self.instance.names.get(code, "") or (self.instance.name if code == "en" else "")
            self.initial[f"name_{code}"] = stands

    @property
    def described(self) -> dict[str, Any]:
        said = {code: self.cleaned_data[f"name_{code}"].strip() for code, _language in settings.LANGUAGES}
        names = {**self.instance.names, **said}
        return {**super().described, "names": {code: name for code, name in names.items() if name}}


def names_form(base: type[NamesForm]) -> type[NamesForm]:
    """The form with its fields of names: the admin looks for them on the class."""
    fields = {
        f"name_{code}": forms.CharField(label=_("name (%s)") % language, required=code == "en", max_length=200)
        for code, language in settings.LANGUAGES
    }
    return type(base.__name__, (base,), fields)


class LinesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 40})

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


@names_form
class CountryForm(NamesForm):
    aliases = LinesField(label=_("other names"), required=False, help_text=_("one a line"))

    class Meta:
        model = Country
        fields = ["aliases"]


@names_form
class TopicForm(NamesForm):
    class Meta:
        model = Topic
        fields = []


@names_form
class AgreementForm(NamesForm):
    class Meta:
        model = Agreement
        fields = ["acronym", "kind", "parties"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.pk and Agreement.objects.filter(name=cleaned.get("name_en")).exists():
            raise forms.ValidationError(gettext("There is an agreement of this name already."))
        return cleaned

    @property
    def described(self) -> dict[str, Any]:
        return {**super().described, "parties": sorted(party.pk for party in self.cleaned_data["parties"])}


class OfficialForm(RecordForm):
    aliases = LinesField(
        label=_("names"),
        required=False,
        help_text=_("every form of the name, one a line; those that articles have written come back by themselves"),
    )

    class Meta:
        model = Official
        fields = ["name", "surname", "gender", "country", "aliases"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["aliases"] = sorted(self.instance.aliases.values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.pk and Official.objects.filter(key=self.key).exists():
            raise forms.ValidationError(gettext("There is an official of this name and country already."))
        return cleaned

    @property
    def key(self) -> str:
        """What a new official is told from all others by."""
        country = self.cleaned_data.get("country")
        return f"{name_key(self.cleaned_data.get('name', ''))}|{country.pk if country else ''}"

    @property
    def described(self) -> dict[str, Any]:
        country = self.cleaned_data["country"]
        aliases = sorted({self.cleaned_data["name"], *self.cleaned_data["aliases"]})
        return {**super().described, "country": country and country.pk, "aliases": aliases}


class TenureForm(forms.ModelForm):
    class Meta:
        model = Tenure
        fields = ["role", "title", "country", "since", "until", "acting"]

    def clean_since(self) -> str:
        return _edtf(self.cleaned_data["since"])

    def clean_until(self) -> str:
        return _edtf(self.cleaned_data["until"])


def _edtf(written: str) -> str:
    try:
        dates.members(written) if written else None
    except dates.DateError as error:
        raise forms.ValidationError(str(error)) from error
    return written
