from django.contrib import admin
from django.urls import path

from .views import second_factor

urlpatterns = [path("", admin.site.admin_view(second_factor), name="second-factor")]
