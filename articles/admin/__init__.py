"""The editors' side of the archive: Django's admin for the records, the desk (`desk`) for what needs eyes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.signin.forms import SignInForm

from . import accounts, articles, meetings, records, rulings, subscriptions

__all__ = ["accounts", "articles", "meetings", "records", "rulings", "subscriptions"]

admin.site.site_header = _("Editors' desk")
admin.site.index_title = _("Records")
admin.site.login_form = SignInForm
