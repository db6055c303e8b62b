"""Officials, agreements and country names as tables: out, back in, and tried before anything is written."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from articles.models import Agreement, Country, Official, OfficialName, Ruling
from tests.editing.archive import son_lammy

pytestmark = pytest.mark.usefixtures("reference")
CSV, XLSX = "0", "1"


def exported(client, model: str, format_: str = CSV) -> bytes:
    url = reverse(f"admin:articles_{model}_export")
    form = client.get(url).context["form"]
    fields = {name: "on" for name in form.fields if name not in ("format", "export_items", "resource")}
    response = client.post(url, {"format": format_, **fields})
    assert response.status_code == 200
    return response.content


def rows(client, model: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(client, model).decode())))


def offer(client, model: str, table: bytes | str, format_: str = CSV):
    """The first step: the file is read and what would change is shown."""
    content = table.encode() if isinstance(table, str) else table
    file = SimpleUploadedFile("table.csv" if format_ == CSV else "table.xlsx", content)
    return client.post(reverse(f"admin:articles_{model}_import"), {"format": format_, "import_file": file})


def accept(client, model: str, offered):
    """The second: the same, for good."""
    form = offered.context["confirm_form"]
    return client.post(reverse(f"admin:articles_{model}_process_import"), form.initial, follow=True)


def test_what_goes_out_comes_in_unchanged(as_editor):
    son_lammy(agreements={"JETP": "strategic dialogue"})
    for model in ("official", "agreement", "country"):
        offered = offer(as_editor, model, exported(as_editor, model).decode())
        assert offered.context["result"].totals["skip"] == len(rows(as_editor, model)) > 0
        accept(as_editor, model, offered)
    assert not Ruling.objects.exists()


def test_a_dry_run_shows_and_writes_nothing(as_editor):
    offered = offer(as_editor, "country", "code,aliases\nGB,Albion; Blighty\nVN,\n")
    html = offered.content.decode()
    assert "Albion; Blighty" in html
    assert offered.context["result"].totals["update"] == 1
    assert Country.objects.get(code="GB").aliases == []
    assert not Ruling.objects.exists()


def test_other_names_of_countries(as_editor):
    accept(as_editor, "country", offer(as_editor, "country", "code,aliases\nGB,Albion; Blighty\n"))
    gb = Country.objects.get(code="GB")
    assert (gb.aliases, gb.name) == (["Albion", "Blighty"], "United Kingdom"), (
        "a column that is not there is left alone"
    )
    ruling = Ruling.objects.get()
    assert (ruling.by_name, ruling.value) == ("an-editor", {"aliases": ["Albion", "Blighty"]})


def test_officials_with_their_offices(as_editor):
    son_lammy()
    lammy = Official.objects.get(name="David Lammy")
    table = f"""key,name,country,aliases,tenures
{lammy.key},David Lammy,GB,Ngoại trưởng Lammy,acting foreign_minister GB 2024-07-05/2025-09-05 Foreign Secretary
,Catherine West,GB,,
"""
    accept(as_editor, "official", offer(as_editor, "official", table))
    tenure = lammy.tenures.get()
    assert (str(tenure.starts), tenure.role, tenure.title, tenure.acting) == (
        "2024-07-05", "foreign_minister", "Foreign Secretary", True,
    )  # fmt: skip
    assert OfficialName.objects.filter(official=lammy, name="Ngoại trưởng Lammy").exists()
    west = Official.objects.get(name="Catherine West")
    assert (west.key, west.slug, west.origin, west.country_id) == (
        "catherine west|GB",
        "catherine-west",
        "editor",
        "GB",
    )


def test_agreements(as_editor):
    table = "name,names_en,names_vi,acronym,kind,parties\nEVFTA,EU–Vietnam Free Trade Agreement,,EVFTA,treaty,EU; VN\n"
    accept(as_editor, "agreement", offer(as_editor, "agreement", table))
    evfta = Agreement.objects.get(name="EVFTA")
    assert (str(evfta), evfta.slug, evfta.kind) == ("EU–Vietnam Free Trade Agreement", "evfta", "treaty")
    assert sorted(party.code for party in evfta.parties.all()) == ["EU", "VN"]


@pytest.mark.parametrize(
    ("model", "table", "told"),
    [
        ("country", "code,aliases\nZZ,Nowhere\n", "“ZZ” is no country"),
        ("official", "key,name,country\n,Jo Bloggs,ZZ\n", "“ZZ” is no country"),
        ("official", "key,name,country\n,,GB\n", "An official has a name"),
        ("official", "key,name,country,tenures\n,Jo Bloggs,GB,king GB 2024/2025\n", "is no term of office"),
        ("official", "key,name,country,tenures\n,Jo Bloggs,GB,foreign_minister GB 2024-13/2025\n", "no month 13"),
        ("agreement", "name,parties\nEVFTA,EU; Atlantis\n", "“Atlantis” is no country"),
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_nothing_goes_in(as_editor, model, table, told):
    offered = offer(as_editor, model, table)
    assert told in offered.content.decode()
    assert "confirm_form" not in offered.context
    assert not Ruling.objects.exists()


def test_a_spreadsheet(as_editor):
    sheet = load_workbook(io.BytesIO(exported(as_editor, "country", XLSX))).active
    assert [cell.value for cell in sheet[1]] == ["code", "names_en", "names_vi", "aliases"]
    book = Workbook()
    book.active.append(["code", "aliases"])
    book.active.append(["VN", "Viet Nam; Việt Nam"])
    file = io.BytesIO()
    book.save(file)
    accept(as_editor, "country", offer(as_editor, "country", file.getvalue(), XLSX))
    assert Country.objects.get(code="VN").aliases == ["Viet Nam", "Việt Nam"]


def test_no_value_is_a_formula_to_a_spreadsheet(as_editor):
    """What an article writes as a name could be one."""
    people = [("=HYPERLINK(1)", "David Lammy", "GB", "other"), ("Bùi Thanh Sơn", "Bui Thanh Son", "VN", "other")]
    son_lammy(people=people)
    assert Official.objects.filter(name="=HYPERLINK(1)").exists()
    table = rows(as_editor, "official")
    assert "'=HYPERLINK(1)" in [row["name"] for row in table]
    assert not [row for row in table for cell in row.values() if cell.startswith("=")]
    offered = offer(as_editor, "official", exported(as_editor, "official").decode())
    assert offered.context["result"].totals["skip"] == len(table), "and it is read back as the name that it is"


def test_a_reviewer_takes_nothing_in(as_reviewer):
    assert offer(as_reviewer, "country", "code,aliases\nGB,Albion\n").status_code == 403


@pytest.mark.parametrize("garbage", [b"\xff\xfe\x00\x01", b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_no_table_is_refused(as_editor, garbage):
    for format_ in (CSV, XLSX):
        assert offer(as_editor, "country", garbage, format_).status_code == 200
    assert not Ruling.objects.exists()


def test_a_table_too_large_to_be_one(as_editor):
    offered = offer(as_editor, "country", b"code,aliases\n" + b"GB,Albion\n" * 600_000)
    assert "part it in two" in offered.content.decode()


def test_a_workbook_that_unpacks_to_no_end(as_editor):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    offered = offer(as_editor, "country", file.getvalue(), XLSX)
    assert "unpacks to more" in offered.content.decode()
