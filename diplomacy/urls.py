from django.contrib import admin
from django.urls import include, path

handler500 = "articles.operating.faults.fault"

urlpatterns = [
    path("admin/desk/", include("articles.admin.desk.urls")),
    path("admin/second-factor/", include("articles.signin.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("articles.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("articles.urls")),
]
