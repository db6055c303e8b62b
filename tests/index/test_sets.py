"""The sets by themselves, without a database."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from articles.index import Sets


@given(
    st.dictionaries(st.integers(1, 60), st.dates(date(2020, 1, 1), date(2020, 1, 20)), min_size=1),
    st.sets(st.integers(1, 60)),
    st.dates(date(2019, 12, 30), date(2020, 1, 22)),
    st.booleans(),
)
def test_the_nearest_are_of_that_day_and_of_the_next_that_has_any(days, among, day, later):
    rows = [row for pk, on in days.items() for row in (("kind", "phone_call", pk), ("days", (on, on), pk))]
    beyond = {on for pk, on in days.items() if pk in among and (on > day if later else on < day)}
    wanted = {day, *([min(beyond) if later else max(beyond)] if beyond else [])}
    expected = {pk for pk, on in days.items() if pk in among and on in wanted}
    assert set(Sets.read(1, rows).nearest(BitMap(among), day, later=later)) == expected
