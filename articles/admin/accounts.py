"""The accounts of editors: Django's own page, and a way to help who lost the phone."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.signin.factor import drop

# Keys and recovery codes are nobody's to see, a superuser's neither.
admin.site.unregister([User, StaticDevice, TOTPDevice])


@admin.register(User)
class AccountAdmin(UserAdmin):
    actions = ("reset_second_factor",)

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def reset_second_factor(self, request, queryset) -> None:
        users = [user for user in queryset if drop(user)]
        for user in users:
            self.log_change(request, user, "Second factor removed.")
        told = ngettext("%(n)s second factor was removed.", "%(n)s second factors were removed.", len(users))
        self.message_user(request, told % {"n": len(users)}, messages.SUCCESS)
