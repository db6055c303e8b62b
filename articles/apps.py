from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from .index.words import settle_words

        post_migrate.connect(settle_words, sender=self)
        from .operating import readiness  # noqa: F401  registers its check
