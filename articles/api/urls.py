from django.urls import path

from .door import api
from .pages import guide

urlpatterns = [path("", guide, name="api-guide"), path("", api.urls)]
