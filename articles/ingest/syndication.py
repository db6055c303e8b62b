"""Articles that print one story belong to one group: kept up as articles come in, change and are read anew.

Being alike says something of two texts and nothing of a call: each article stays a witness of its own, and
which accounts are of one meeting is told without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, Fingerprint
from articles.resolution.reprints import SHARED, Shingles, are_alike, fingerprints, name_of, shingles

from .tables import insert

Item = TypeVar("Item")
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
    numbers, common, rare = _store_fingerprints(known)
    # What held a group together may be gone with the text of one member, or has become common: its other members are
    # looked at anew. Who has no group loses none by that; what became rare again may give one to anybody.
    concerned = {*known, *_articles_with(common, article__syndication__isnull=False), *_articles_with(rare)}
    old = {group for some in _parts(concerned) for group in _grouped(pk__in=some).values_list("syndication", flat=True)}
    fellows = {pk for some in _parts(old) for pk in _grouped(syndication__in=some).values_list("pk", flat=True)}
    groups = _Groups(concerned | fellows, known, numbers)
    groups.join_alike()
    groups.store()


def shingles_of(article: Article) -> Shingles:
    """Of what the article reports: without title, captions and what its page has around it."""
    text = article.full_text
    body = " ".join(text[start:end] for kind, start, end in article.zones if kind == "body")
    return shingles(body or article.text)


class _Groups:
    """Articles joined where they are alike. Those that are open are looked at anew; other groups can only grow."""

    def __init__(self, open_: set[int], known: dict[int, Shingles], numbers: dict[int, int]) -> None:
        """`known`: shingles by article; `numbers`: how many articles have a fingerprint. Of others both are read."""
        self._open, self._shingles, self._numbers = open_, known, numbers
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
        found = takewhile(lambda pair: pair[1] >= SHARED, shared.most_common())
        for pairs in _parts(pair for pair, _number in found):
            # Whether two that belong together already are alike changes nothing, and is not looked at: texts are long.
            undecided = [(one, other) for one, other in pairs if self._root(one) != self._root(other)]
            self._read({pk for pair in undecided for pk in pair})
            for one, other in undecided:
                roots = self._root(one), self._root(other)
                if roots[0] != roots[1] and are_alike(self._shingles[one], self._shingles[other]):
                    self._parents[roots[1]] = roots[0]

    def _read(self, pks: set[int]) -> None:
        for some in _parts(pks - self._shingles.keys()):
            for article in Article.objects.filter(pk__in=some).order_by().only("title", "text", "zones"):
                self._shingles[article.pk] = shingles_of(article)

    def _sharing(self) -> dict[int, set[int]]:
        """Articles by the fingerprints that open ones have and that are not common."""
        values = {
            value
            for some in _parts(self._open)
            for value in Fingerprint.objects.filter(article__in=some).values_list("value", flat=True)
        }
        sharing: dict[int, set[int]] = defaultdict(set)
        first: dict[int, int] = {}  # of each group that stands, the article that stands for it
        numbers = self._numbers | _numbers(values - self._numbers.keys())
        # What one article has alone it shares with none; of most texts that is all.
        for some in _parts(value for value in values if 1 < numbers[value] <= COMMON):
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


def _store_fingerprints(of: dict[int, Shingles]) -> tuple[dict[int, int], set[int], set[int]]:
    """Put the fingerprints of these articles in place of those that they had.

    Returns how many articles have each of those that came or went, which of them became common, and which rare.
    """
    stored: dict[int, set[int]] = defaultdict(set)
    for pk, value in Fingerprint.objects.filter(article__in=list(of)).values_list("article_id", "value"):
        stored[pk].add(value)
    new = {pk: values for pk, known in of.items() if (values := set(fingerprints(known))) != stored[pk]}
    change = Counter(value for pk, values in new.items() for value in values)
    change.subtract(value for pk in new for value in stored[pk])
    before = _numbers(change)
    Fingerprint.objects.filter(article__in=[pk for pk in new if stored[pk]]).delete()
    insert(Fingerprint, ("article", "value"), ((pk, value) for pk in new for value in sorted(new[pk])))
    after = {value: number + change[value] for value, number in before.items()}
    common = {value for value in before if before[value] <= COMMON < after[value]}
    rare = {value for value in before if after[value] <= COMMON < before[value]}
    return after, common, rare


def _numbers(values: Iterable[int]) -> dict[int, int]:
    """How many articles have each of the fingerprints."""
    numbers, table = dict.fromkeys(values, 0), connection.ops.quote_name(Fingerprint._meta.db_table)
    with connection.cursor() as cursor:
        for some in _parts(list(numbers)):
            # Numbers need no quoting, and thousands of parameters take longer to pass than to look up.
            cursor.execute(
                f"SELECT value, COUNT(*) FROM {table} WHERE value IN ({','.join(map(str, some))}) GROUP BY value"
            )
            numbers.update(cursor.fetchall())
    return numbers


def _articles_with(values: Iterable[int], **which: bool) -> set[int]:
    found = (Fingerprint.objects.filter(value__in=some, **which) for some in _parts(values))
    return {pk for rows in found for pk in rows.values_list("article_id", flat=True)}


def _parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    """So many at once as a query takes."""
    items = iter(items)
    while some := list(islice(items, _AT_ONCE)):
        yield some
