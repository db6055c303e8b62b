"""Which accounts are of one meeting, told row by row."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.resolution import cluster, links

from .accounts import sighting, sources

LEADERS = (("Tô Lâm", "VN"), ("Donald Trump", "US"))
MINISTERS = (("Bùi Thanh Sơn", "VN"), ("Antony Blinken", "US"))
VN_US = ("VN", "US")


def call(source, day, people=MINISTERS, parties=VN_US, **more):
    return sighting(source, "phone_call", day, people, parties, **more)


TABLE = {
    # One call, in two languages, the family name first and last, with and without diacritics.
    "same call, two languages": (
        [
            call("a", "2024-05-10", (("Bùi Thanh Sơn", "VN"), ("Antony Blinken", "US")), lang="vi"),
            call("b", "2024-05-10", (("Bui Thanh Son", "VN"), ("Antony J. Blinken", "US"))),
        ],
        ["ab"],
    ),
    # Evening in Washington is the next day in Hanoi.
    "a day apart, one language, two governments": (
        [call("a", "2024-05-10", side="US"), call("b", "2024-05-11", side="VN")],
        ["ab"],
    ),
    "a day apart, two time zones": ([call("a", "2024-05-10"), call("b", "2024-05-11", lang="vi")], ["ab"]),
    # One newsroom knows its own days.
    "a day apart in one language": ([call("a", "2024-05-10"), call("b", "2024-05-11")], ["a", "b"]),
    # "Yesterday", counted from a publication date, may be off by the hour of publication.
    "a day apart, one counted from the publication": (
        [call("a", "2024-05-10"), call("b", "2024-05-11", basis="relative_to_published")],
        ["ab"],
    ),
    "two days apart": ([call("a", "2024-05-10"), call("b", "2024-05-12", lang="vi")], ["a", "b"]),
    # Two calls on two days running, and an account of the other side that could be of either.
    "between two calls": (
        [call("a", "2024-05-10"), call("b", "2024-05-12"), call("c", "2024-05-11", lang="vi")],
        ["a", "b", "c"],
    ),
    "ministers and leaders on one day": ([call("a", "2024-05-10"), call("b", "2024-05-10", LEADERS)], ["a", "b"]),
    "same people, another pair of countries": (
        [
            call("a", "2024-05-10"),
            call("b", "2024-05-10", (("Bùi Thanh Sơn", "VN"), ("David Lammy", "GB")), ("VN", "GB")),
        ],
        ["a", "b"],
    ),
    # A telephone call is no letter, even of one day; but what one calls a call another may call a video call.
    "a letter of the same day": (
        [call("a", "2024-05-10"), sighting("b", "letter", "2024-05-10", MINISTERS, VN_US)],
        ["a", "b"],
    ),
    "a call and a video call": (
        [call("a", "2024-05-10"), sighting("b", "video_call", "2024-05-10", MINISTERS, VN_US)],
        ["ab"],
    ),
    "one article, two calls": ([call("a", "2024-05-10"), call("a", "2024-05-10", position=1)], ["a", "a"]),
    # A misprint in one name of a hundred articles is no other minister.
    "misprint": (
        [
            call("a", "2025-10-18", (("Lê Hoài Trung", "VN"), ("Yvette Cooper", "GB")), ("VN", "GB")),
            call("b", "2025-10-18", (("Lê Hoài Trung", "VN"), ("Yvette Copper", "GB")), ("VN", "GB")),
        ],
        ["ab"],
    ),
    "transliterated": (
        [
            call("a", "2017-05-10", (("Donald Trump", "US"), ("Moon Jae-in", "KR")), ("US", "KR")),
            call("b", "2017-05-10", (("Donald Trump", "US"), ("Mun Che In", "KR")), ("US", "KR"), lang="vi"),
        ],
        ["ab"],
    ),
    # A month alone joins if only one call of that month can be meant ...
    "month, one candidate": ([call("a", "2024-05-10"), call("b", "2024-05", lang="vi")], ["ab"]),
    # ... and waits if two can.
    "month, two candidates": (
        [call("a", "2024-05-10"), call("b", "2024-05-20"), call("c", "2024-05", lang="vi")],
        ["a", "b", "c"],
    ),
    "no date, published the next day": ([call("a", "2024-05-10"), call("b", None, published="2024-05-11")], ["ab"]),
    "no date, published a month later": (
        [call("a", "2024-05-10"), call("b", None, published="2024-06-10")],
        ["a", "b"],
    ),
    "no date at all, one candidate": ([call("a", "2024-05-10"), call("b", None)], ["ab"]),
    "year unknown": ([call("a", "2024-05-10"), call("b", "XXXX-05-10", lang="vi")], ["ab"]),
    "a set of years": ([call("a", "2024-05-10"), call("b", "[2023-05-10,2024-05-10]", lang="vi")], ["ab"]),
    "a set of other years": ([call("a", "2024-05-10"), call("b", "[2022-05-10,2023-05-10]", lang="vi")], ["a", "b"]),
    # Nobody named on one side: that says nothing against, but only one call may be meant.
    "a side without a name": ([call("a", "2024-05-10"), call("b", "2024-05-10", MINISTERS[:1])], ["ab"]),
    "a side without a name, two calls that day": (
        [
            call("a", "2024-05-10"),
            call("b", "2024-05-10", (("Bùi Thanh Sơn", "VN"), ("Jake Sullivan", "US"))),
            call("c", "2024-05-10", MINISTERS[:1]),
        ],
        ["a", "b", "c"],
    ),
    # Two that each fit the call but not each other: it cannot be told which is meant.
    "two newcomers that exclude each other": (
        [
            sighting("a", "phone_call", "2024-05-10", MINISTERS, VN_US),
            call("b", "2024-05-10", (("Bùi Thanh Sơn", "VN"),)),
            call("c", "2024-05-10", (("Jake Sullivan", "US"),)),
        ],
        ["ab", "c"],
    ),
    # The conference that the minister also took part in holds all of the pair's parties.
    "a pair within a conference of the same people": (
        [
            sighting("a", "multilateral", "2024-05-10", (*MINISTERS, ("Penny Wong", "AU")), ("VN", "US", "AU")),
            call("b", "2024-05-10"),
        ],
        ["ab"],
    ),
    "one party alone says too little": (
        [call("a", "2024-05-10"), call("b", "2024-05-10", MINISTERS[:1], ("VN",))],
        ["a", "b"],
    ),
}


@pytest.mark.parametrize(("accounts", "expected"), TABLE.values(), ids=TABLE)
def test_accounts_of_one_meeting(accounts, expected):
    assert sources(cluster(accounts)) == expected


def keys(*names):
    return [[(name, 0) for name in group] for group in names]


RULED = {
    "no ruling": ([], ["ac", "b"]),
    # Two weeks apart: the editor knows that one of the dates is a slip. What fits one of the two fits both.
    "same": ([("same", keys("a", "b"))], ["abc"]),
    "different": ([("different", keys("a", "c"))], ["a", "b", "c"]),
    "the later word counts": ([("same", keys("a", "b")), ("different", keys("a", "b"))], ["ac", "b"]),
    "joined, but not with this one": ([("same", keys("a", "b")), ("different", keys("b", "c"))], ["ab", "c"]),
    "joined over a third": ([("same", keys("a", "c")), ("same", keys("c", "b"))], ["abc"]),
}


@pytest.mark.parametrize(("rulings", "expected"), RULED.values(), ids=RULED)
def test_an_editor_has_the_last_word(rulings, expected):
    accounts = [call("a", "2024-05-10"), call("b", "2024-05-25"), call("c", "2024-05-11", lang="vi")]
    assert sources(cluster(accounts, links(rulings))) == expected


POOL = st.builds(
    call,
    st.sampled_from("abcdefgh"),
    st.sampled_from(["2024-05-10", "2024-05-11", "2024-05-12", "2024-05", "XXXX-05-11", None]),
    st.sampled_from([MINISTERS, LEADERS, MINISTERS[:1], (), (*MINISTERS, LEADERS[0])]),
    st.sampled_from([VN_US, ("VN", "US", "GB")]),
    lang=st.sampled_from(["en", "vi"]),
    published=st.sampled_from([None, "2024-05-12"]),
)
ACCOUNTS = st.lists(POOL, max_size=8, unique_by=lambda account: account.key)


@given(ACCOUNTS.flatmap(lambda accounts: st.tuples(st.just(accounts), st.permutations(accounts))))
def test_the_order_of_accounts_does_not_matter(both):
    accounts, shuffled = both
    assert cluster(accounts) == cluster(shuffled)


@given(ACCOUNTS)
def test_every_account_is_of_exactly_one_meeting(accounts):
    found = [member.key for members in cluster(accounts) for member in members]
    assert sorted(found) == sorted(account.key for account in accounts)


@given(ACCOUNTS, st.lists(POOL.map(lambda s: s.key), max_size=4))
def test_parted_accounts_stay_parted(accounts, some):
    parted = links([("different", [[one], [other]]) for one, other in pairwise(some)])
    for members in cluster(accounts, parted):
        assert not any(parted.apart(a.key, b.key) for a in members for b in members)
