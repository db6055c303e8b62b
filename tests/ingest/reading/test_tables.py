"""CSV as spreadsheets write it, and as they do not."""

import csv
import sys

import pytest

TEXT = "They spoke by telephone.\nThe ministers agreed."


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_as_spreadsheets_write_it(reading, delimiter, mark, end):
    cells = ["a-1", "https://daily.example/1", "A call", f'"{TEXT}, they; said"', "2024-12-20T10:00", "en", "Daily"]
    head = ["ID", "url", "Title", "text", "published", "lang", " publisher "]
    ((found,), said) = reading("calls.csv", mark + end.join(delimiter.join(row) for row in (head, cells, [])))
    document = found.document
    assert (document.id, document.url, document.title) == ("a-1", "https://daily.example/1", "A call")
    assert (document.text, document.published) == (f"{TEXT}, they; said", "2024-12-20T10:00")
    assert (document.lang, document.publisher, found.read_as) == ("en", "Daily", "csv")
    assert said == []


def test_columns_that_are_not_known_are_passed_over_and_the_address_is_the_id(reading):
    ((found,), _) = reading("calls.csv", "url,notes,text\nhttps://daily.example/1,mine,They spoke.\n")
    assert (found.document.id, found.document.text) == ("https://daily.example/1", "They spoke.")


def test_a_bad_row_is_numbered_as_a_spreadsheet_does_and_the_others_go_in(reading):
    rows = [
        "1,https://daily.example/1,They spoke.",
        ",,They spoke.",
        "3,javascript:alert(1),They spoke.",
        "4,,",
        "5,,They spoke.,more",
        "",
        '6,,"A quoted\nline, and another"',
        "7,,Th\xff spoke.",
        "8,,Zero\0",
        "9," + "http://a.example/" + "a" * 2000 + ",They spoke.",
        "10,,They spoke.",
    ]
    found, said = reading("calls.csv", b"id,url,text\n" + "\n".join(rows).encode("latin-1"))
    assert [item.document.id for item in found] == ["1", "6", "10"]
    assert [problem.removeprefix("calls.csv, ") for problem in said] == [
        "row 3: has no id",
        "row 4: its url is not a web address (http or https)",
        "row 5: has neither text nor title",
        "row 6: has 4 cells where the first row names 3 columns",
        "row 9: is not UTF-8: save the table as CSV UTF-8",
        "row 10: is not a text: it holds zero characters",
        "row 11: its url is longer than 2000 characters",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("id,text\n", "has no rows but the names of its columns"),
        ("name,body\n1,They spoke.\n", "it has 'name, body'"),
        ("1,They spoke.\n2,They met.\n", "text or title and id or url among them"),
        ("id,text,Text\n1,a,b\n", "names one twice: text"),
        ("id,text\n1,They spoke.\n2," + "a" * 11_000_000, "a line longer than 10 MB"),
        ('id,text\n1,"They spoke.\n' + "a line\n" * 1_500_000, "may have no partner"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(reading, content, reason):
    csv.field_size_limit(sys.maxsize)  # as other libraries leave it
    _, said = reading("calls.csv", content)
    assert said[-1].startswith("calls.csv")
    assert reason in said[-1]


def test_a_long_text_is_read_whole(reading):
    ((found,), said) = reading("calls.csv", f"id,text\n1,{'They spoke. ' * 50_000}\n")
    assert (len(found.document.text), said) == (600_000, [])
