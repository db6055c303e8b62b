"""Officials, agreements and countries as rows of a table (CSV, XLSX). Each row that says something new is described."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources

from articles.editing.records import describe
from articles.ingest.reference.described import KEYS, read
from articles.models import Agreement, Country, Official
from articles.models.choices import Role
from articles.resolution import dates
from articles.resolution.names import name_key
from articles.spreadsheets import guarded, unguarded

SEPARATOR = "; "


class Column(fields.Field):
    """A field of the record as it would read: what the row says, else what stands."""

    def export(self, instance, **kwargs) -> str:
        named = {KEYS[instance._meta.model_name]: instance.pk and getattr(instance, KEYS[instance._meta.model_name])}
        said = named | read(instance) | getattr(instance, "described", {})
        return guarded(_written(self.column_name, said))


def column(name: str) -> Column:
    return Column(attribute=name, column_name=name)


class Described(resources.ModelResource):
    """Rows become descriptions by whoever brings them (`by`). A column that the file lacks is left alone."""

    def __init__(self, by=None, **kwargs) -> None:
        super().__init__(**kwargs)
        self.by = by

    def before_import_row(self, row: dict[str, Any], **kwargs) -> None:
        row.update({name: unguarded(cell) for name, cell in row.items()})

    def import_instance(self, instance, row: dict[str, Any], **kwargs) -> None:
        said = {name: str(row[name] if row[name] is not None else "").strip() for name in self.fields if name in row}
        instance.described = self.parsed(instance, said)

    def parsed(self, instance, said: dict[str, str]) -> dict[str, Any]:
        raise NotImplementedError

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        if import_validation_errors or original._state.adding:
            return False
        stands = read(original)
        return all(stands[name] == said for name, said in instance.described.items())

    def do_instance_save(self, instance, is_create: bool) -> None:
        describe(instance, instance.described, self.by, _("imported from a table"))
        if is_create:
            key = KEYS[instance._meta.model_name]
            instance.pk = type(instance).objects.get(**{key: getattr(instance, key)}).pk

    def save_m2m(self, instance, row, **kwargs) -> None:
        """Parties are part of the description."""


class OfficialResource(Described):
    key = column("key")
    name, surname, gender = column("name"), column("surname"), column("gender")
    country, aliases, tenures = column("country"), column("aliases"), column("tenures")

    class Meta:
        model = Official
        import_id_fields = ["key"]
        fields = ["key", "name", "surname", "gender", "country", "aliases", "tenures"]
        skip_unchanged = True
        clean_model_instances = False

    def before_import_row(self, row: dict[str, Any], **kwargs) -> None:
        """Someone new needs no key: the name and the country make it."""
        super().before_import_row(row, **kwargs)
        if not row.get("key"):
            row["key"] = f"{name_key(str(row.get('name') or ''))}|{row.get('country') or ''}"

    def parsed(self, instance: Official, said: dict[str, str]) -> dict[str, Any]:
        instance.key = said.pop("key", instance.key)
        fields: dict[str, Any] = dict(said)
        if "country" in said:
            fields["country"] = _party(said["country"]) if said["country"] else None
        if "aliases" in said:
            fields["aliases"] = sorted({*_items(said["aliases"]), said.get("name", instance.name)} - {""})
        if "tenures" in said:
            fields["tenures"] = [_tenure(written) for written in _items(said["tenures"])]
        if not fields.get("name", instance.name):
            raise ValidationError({"name": _("An official has a name.")})
        return fields


class AgreementResource(Described):
    name, acronym, kind = column("name"), column("acronym"), column("kind")
    names_en, names_vi, parties = column("names_en"), column("names_vi"), column("parties")

    class Meta:
        model = Agreement
        import_id_fields = ["name"]
        fields = ["name", "names_en", "names_vi", "acronym", "kind", "parties"]
        skip_unchanged = True
        clean_model_instances = False

    def parsed(self, instance: Agreement, said: dict[str, str]) -> dict[str, Any]:
        instance.name = said.pop("name", instance.name)
        if not instance.name:
            raise ValidationError({"name": _("An agreement has a name.")})
        fields: dict[str, Any] = _with_names(instance, said)
        if "parties" in said:
            fields["parties"] = sorted(_party(code) for code in _items(said["parties"]))
        return fields


class CountryResource(Described):
    code = column("code")
    names_en, names_vi, aliases = column("names_en"), column("names_vi"), column("aliases")

    class Meta:
        model = Country
        import_id_fields = ["code"]
        fields = ["code", "names_en", "names_vi", "aliases"]
        skip_unchanged = True
        clean_model_instances = False

    def parsed(self, instance: Country, said: dict[str, str]) -> dict[str, Any]:
        if instance._state.adding:
            raise ValidationError({"code": _("“%s” is no country or organisation of the archive.") % said.get("code")})
        said.pop("code", None)
        fields: dict[str, Any] = _with_names(instance, said)
        if "aliases" in said:
            fields["aliases"] = _items(said["aliases"])
        return fields


def _items(written: str) -> list[str]:
    return list(dict.fromkeys(item for item in (" ".join(part.split()) for part in written.split(";")) if item))


def _with_names(instance, said: dict[str, str]) -> dict[str, Any]:
    """The columns of names in each language put together; an empty one takes the name away."""
    names = dict(instance.names)
    for column_ in [name for name in said if name.startswith("names_")]:
        names[column_.removeprefix("names_")] = said.pop(column_)
    return {**said, "names": {language: name for language, name in names.items() if name}}


def _party(code: str) -> str:
    if not Country.objects.filter(code=code).exists():
        raise ValidationError(_("“%s” is no country or organisation of the archive.") % code)
    return code


def _tenure(written: str) -> dict[str, Any]:
    """`foreign_minister VN 2021-04-08/2025-08-30 Minister of Foreign Affairs`; `acting` before it where so."""
    words = written.split()
    acting = bool(words) and words[0] == "acting"
    words = words[1:] if acting else words
    if len(words) < 3 or words[0] not in Role.values or words[2].count("/") != 1:
        raise ValidationError(
            _("“%s” is no term of office. Write: foreign_minister VN 2021-04-08/2025-08-30 Title") % written
        )
    since, until = words[2].split("/")
    for day in filter(None, (since, until)):
        try:
            dates.members(day)
        except dates.DateError as error:
            raise ValidationError(str(error)) from error
    return {
        "country": _party(words[1]),
        "role": words[0],
        "title": " ".join(words[3:]),
        "since": since,
        "until": until,
        "acting": acting,
    }


def _written(name: str, said: dict[str, Any]) -> str:
    """A field as a cell holds it."""
    if name.startswith("names_"):
        return said["names"].get(name.removeprefix("names_"), "")
    value = said[name]
    if name == "tenures":
        value = [
            " ".join(
                filter(
                    None,
                    [
                        "acting" if term["acting"] else "",
                        term["role"],
                        term["country"],
                        f"{term['since']}/{term['until']}",
                        term["title"],
                    ],
                )
            )
            for term in value
        ]
    return SEPARATOR.join(value) if isinstance(value, list) else value or ""
