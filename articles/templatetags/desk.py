"""What the templates of the desk need."""

from django import template

from articles.admin.sentences import sentences_of

register = template.Library()
register.filter("sentences_of", sentences_of)
