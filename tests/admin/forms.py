"""A form of the admin as a browser would send it back: everything as it is on the page, but for what is changed."""

from __future__ import annotations

from django.test import Client


def as_shown(response) -> dict[str, str]:
    """The fields of the page's form and of the tables below it, with what they show."""
    data: dict[str, str] = {}
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, bool):
                value = "on" if value else ""
            data[field.html_name] = field.field.prepare_value(value) if value is not None else ""
    return data


def table(response, label: str):
    """The table of an aspect: its prefix and the forms of its rows."""
    for inline in response.context["inline_admin_formsets"]:
        if str(inline.opts.verbose_name_plural) == label:
            return inline.formset.prefix, inline.formset.initial_forms
    raise LookupError(label)


def new_row(response, label: str, **said) -> dict[str, str]:
    """What a browser sends for a row that was added to a table."""
    prefix, rows = table(response, label)
    number = len(rows)
    return {f"{prefix}-TOTAL_FORMS": str(number + 1)} | {f"{prefix}-{number}-{name}": said[name] for name in said}


def save(client: Client, url: str, changed: dict[str, str], shown=None):
    """Open the page (or take it as it was `shown`), change some fields, save."""
    shown = shown or client.get(url)
    return client.post(url, {**as_shown(shown), **changed}, follow=True)
