"""Officials, countries, topics and agreements as an editor describes them.

A description is a ruling like any other: the fields that it sets stand over what the lists and the machine say,
and taking it back brings those back.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from articles.ingest.lock import writing
from articles.ingest.reference.described import KEYS, MODELS, read, write
from articles.models import Ruling
from articles.models.choices import Verdict

from .errors import EditError, StaleRecordError

Fields = Mapping[str, Any]


def version(record: models.Model) -> str:
    """Changes whenever any field of the record that can be described does."""
    written = json.dumps(read(record), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def describe(
    record: models.Model, fields: Fields, by: AbstractBaseUser, reason: str = "", seen: str = ""
) -> Ruling | None:
    """The record reads so. None if it does already; raises StaleRecordError if it is no longer what was `seen`."""
    what = record._meta.model_name
    key = getattr(record, KEYS[what])
    with writing():
        stands = read(record)
        if seen and seen != version(record):
            raise StaleRecordError(stands, last_on(what, key))
        changed = {name: value for name, value in fields.items() if stands[name] != value}
        if not changed:
            return None
        is_new = {"is_new": True} if record._state.adding else {}
        ruling = Ruling.objects.create(
            verdict=Verdict.DESCRIBE,
            subject={what: key},
            value={**changed, **is_new},
            before=[{name: stands[name] for name in changed}],
            by=by,
            by_name=by.get_username(),
            at=timezone.now(),
            reason=reason,
            act=uuid.uuid4(),
        )
        write(what, key, ruling.value)
    return ruling


def withdraw_description(ruling: Ruling, by: AbstractBaseUser) -> None:
    """Each field gets the value of the latest description of it that still stands, or what it was before any.

    A record that the description made is gone with it, if no fact names it.
    """
    ((what, key),) = ruling.subject.items()
    with writing():
        ruling.undone_at, ruling.undone_by_name = timezone.now(), by.get_username()
        ruling.save(update_fields=["undone_at", "undone_by_name"])
        given = [r for r in Ruling.objects.naming([key]).filter(verdict=Verdict.DESCRIBE) if r.subject == {what: key}]
        if ruling.value.get("is_new"):
            _remove(what, key)
        else:
            write(what, key, {name: _value_now(name, given) for name in ruling.value})


def _remove(what: str, key: str) -> None:
    try:
        MODELS[what].objects.filter(**{KEYS[what]: key}).delete()
    except models.ProtectedError as error:
        raise EditError(gettext("Facts name this record: it cannot go before they do.")) from error


def last_on(what: str, key: str) -> list[Ruling]:
    """The latest standing description of a record."""
    rulings = Ruling.objects.standing().naming([key]).filter(verdict=Verdict.DESCRIBE).reverse()
    return [ruling for ruling in rulings if ruling.subject == {what: key}][:1]


def _value_now(name: str, given: list[Ruling]) -> Any:
    standing = [ruling for ruling in given if ruling.undone_at is None and name in ruling.value]
    if standing:
        return standing[-1].value[name]
    first = next(ruling for ruling in given if name in ruling.value)
    if not first.before:
        raise EditError(gettext("What the record was before this is not known."))
    return first.before[0][name]
