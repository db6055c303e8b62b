"""What the templates of the desk need."""

from django import template

from articles.models import Evidence
from articles.passages import Passage, passage

register = template.Library()


@register.filter
def in_its_sentence(evidence: Evidence) -> Passage:
    """The sentence that the evidence stands in, the evidence marked."""
    return passage(evidence.article.full_text, [(evidence.start, evidence.end)])
