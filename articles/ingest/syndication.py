"""Articles that print one story belong to one group: kept up as articles come in, change and are read anew.

Being alike says something of two texts and nothing of a call: each article stays a witness of its own, and
which accounts are of one meeting is told without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import Count, QuerySet

from articles.models import Article, Fingerprint
from articles.resolution.reprints import SHARED, Shingles, are_alike, fingerprints, name_of, shingles

_AT_ONCE = 500
# What more articles than this have in common is no story but what pages are made of: a footer, a note on cookies, the
# page that says that there is no page. No articles are looked up by it, so what a text is compared with does not grow
# with the archive.
COMMON = 100


def regroup(articles: Sequence[Article]) -> None:
    """Store the fingerprints of these articles, which are new or have changed, and the groups of all they touch.

    To be called in a writer's turn. What comes out is what all articles together say: each is in one group with those
    that it is alike (and shares fingerprints with that are not common), and with those that they are alike. The name of
    a group is the least of its members' names.
    """
    known = {article.pk: shingles_of(article) for article in articles}
    turned = _store_fingerprints(known)
    # What held a group together may be gone with the text of one member, or has become common: its other members are
    # looked at anew.
    concerned = {*known, *_articles_with(turned)}
    old = {group for some in _parts(concerned) for group in _grouped(pk__in=some).values_list("syndication", flat=True)}
    fellows = {pk for some in _parts(old) for pk in _grouped(syndication__in=some).values_list("pk", flat=True)}
    groups = _Groups(concerned | fellows, known)
    groups.join_alike()
    groups.store()


def shingles_of(article: Article) -> Shingles:
    """Of what the article reports: without title, captions and what its page has around it."""
    text = article.full_text
    body = " ".join(text[start:end] for kind, start, end in article.zones if kind == "body")
    return shingles(body or article.text)


class _Groups:
    """Articles joined where they are alike. Those that are open are looked at anew; other groups can only grow."""

    def __init__(self, open_: set[int], known: dict[int, Shingles]) -> None:
        self._open, self._shingles = open_, known
        self._parents = {pk: pk for pk in open_}
        self._group: dict[int, int | None] = {}  # as it is stored, of those that are not open

    def join_alike(self) -> None:
        shared = Counter(
            (min(one, other), max(one, other))
            for sharing in self._sharing().values()
            for one in sharing & self._open
            for other in sharing
            if other not in self._open or one < other
        )
        for (one, other), number in shared.most_common():
            if number < SHARED:
                break
            # Whether two that belong together already are alike changes nothing, and is not looked at: texts are long.
            roots = self._root(one), self._root(other)
            if roots[0] != roots[1] and are_alike(self._of(one), self._of(other)):
                self._parents[roots[1]] = roots[0]

    def _of(self, pk: int) -> Shingles:
        if pk not in self._shingles:
            self._shingles[pk] = shingles_of(Article.objects.only("title", "text", "zones").get(pk=pk))
        return self._shingles[pk]

    def _sharing(self) -> dict[int, set[int]]:
        """Articles by the fingerprints that open ones have and that are not common."""
        values = {
            value
            for some in _parts(self._open)
            for value in Fingerprint.objects.filter(article__in=some).values_list("value", flat=True)
        }
        sharing: dict[int, set[int]] = defaultdict(set)
        first: dict[int, int] = {}  # of each group that stands, the article that stands for it
        for some in _parts(_rare(values)):
            rows = Fingerprint.objects.filter(value__in=some)
            for value, pk, group in rows.values_list("value", "article_id", "article__syndication"):
                sharing[value].add(pk)
                if pk not in self._parents:
                    self._group[pk] = group
                    self._parents[pk] = self._root(first.setdefault(group, pk)) if group else pk
        return sharing

    def _root(self, pk: int) -> int:
        while (parent := self._parents.setdefault(pk, pk)) != pk:
            self._parents[pk] = self._parents[parent]
            pk = parent
        return pk

    def store(self) -> None:
        """Write the names of groups that changed. A group that stands goes by its least name already."""
        components: dict[int, set[int]] = defaultdict(set)
        for pk in self._parents:
            components[self._root(pk)].add(pk)
        joined = [pks for pks in components.values() if len(pks) > 1 or pks <= self._open]
        loose = {pk for pks in joined for pk in pks if not self._group.get(pk)}
        stored = {
            pk: (name_of(source), group)
            for some in _parts(loose)
            for pk, source, group in Article.objects.filter(pk__in=some).values_list("pk", "source_id", "syndication")
        }
        for pks in joined:
            groups = {group for pk in pks if (group := self._group.get(pk))}
            own = pks & loose
            name = min({*groups, *(stored[pk][0] for pk in own)}) if groups or len(own) > 1 else None
            for some in _parts(pk for pk in own if stored[pk][1] != name):
                Article.objects.filter(pk__in=some).update(syndication=name)
            if groups - {name}:
                Article.objects.filter(syndication__in=groups - {name}).update(syndication=name)


def _grouped(**which: Iterable[int]) -> QuerySet[Article]:
    return Article.objects.filter(syndication__isnull=False, **which).order_by()


def _store_fingerprints(of: dict[int, Shingles]) -> set[int]:
    """Put the fingerprints of these articles in place of those that they had; returns what became common or rare."""
    stored: dict[int, set[int]] = defaultdict(set)
    for pk, value in Fingerprint.objects.filter(article__in=list(of)).values_list("article_id", "value"):
        stored[pk].add(value)
    new = {pk: values for pk, known in of.items() if (values := set(fingerprints(known))) != stored[pk]}
    touched = {value for pk, values in new.items() for value in values | stored[pk]}
    before = _rare(touched)
    Fingerprint.objects.filter(article__in=list(new)).delete()
    rows = [Fingerprint(article_id=pk, value=value) for pk, values in new.items() for value in sorted(values)]
    Fingerprint.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return before ^ _rare(touched)


def _rare(values: Iterable[int]) -> set[int]:
    """Those of the fingerprints that are not common."""
    values, common = set(values), set()
    for some in _parts(values):
        counts = Fingerprint.objects.filter(value__in=some).values("value").annotate(number=Count("pk"))
        common.update(counts.filter(number__gt=COMMON).values_list("value", flat=True))
    return values - common


def _articles_with(values: Iterable[int]) -> set[int]:
    found = (Fingerprint.objects.filter(value__in=some) for some in _parts(values))
    return {pk for rows in found for pk in rows.values_list("article_id", flat=True)}


def _parts(items: Iterable[int]) -> Iterator[list[int]]:
    """So many at once as a query takes."""
    items = iter(items)
    while some := list(islice(items, _AT_ONCE)):
        yield some
