"""Whatever somebody types or uploads stays text: no markup, no question to the database, no path, no formula."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.conf import settings as django_settings
from python_calamine import CalamineWorkbook

from citycircle.accounts.actions.names import QueueNames
from citycircle.accounts.actions.organisations import AddAlias, AddOrganisation
from citycircle.accounts.actions.people import AmendPerson
from citycircle.accounts.errors import NotStorable
from citycircle.accounts.models import AuditLine, Organisation, Person, ReadName
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.files import guard
from citycircle.records.jobs.models import Job, State
from citycircle.records.notices.actions import SendNotice

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
BREAKS_OUT = "\"'><img src=x onerror=alert(1)>{{ 7*7 }}{0.__class__}%s{who}"
TYPED = SCRIPT + BREAKS_OUT


@pytest.fixture
def poisoned(region, do, somebody):
    """The same poison in every field that anybody can fill."""
    circle = region["circle"]
    made = do(AddOrganisation(code=BREAKS_OUT[:60], called=TYPED, called_en=TYPED, kind="department", parent=circle))
    do(AddAlias(organisation=made, alias=TYPED + "别名"), reason=TYPED)
    do(QueueNames(names=(TYPED,), city=None, found_in=TYPED))
    person, _ = somebody("auditor", "auditor", "office")
    do(AmendPerson(person=person, seen=person.version, called=BREAKS_OUT[:60], called_en=TYPED, email=""), reason=TYPED)
    do(SendNotice(person=person, subject_line=Text(TYPED, TYPED), body=Text(TYPED, TYPED), link="javascript:alert(1)"))
    Job.objects.create(kind=SCRIPT, asked_at=person.last_login or AuditLine.objects.first().at, state=State.GIVEN_UP,
                       not_before=AuditLine.objects.first().at, error_zh=TYPED, error_en=TYPED)  # fmt: skip
    return made


PAGES = {
    "office_reviewer": ["/", "/organisations/", "/organisations/{made}", "/organisations/{made}/amend",
                        "/organisations/{made}/merge", "/organisations/{made}/counterparts", "/names/", "/names/{name}",
                        "/search/?q=alert", "/search/?q={typed}",
                        "/organisations/?name={typed}&sort={typed}&by={typed}",
                        "/organisations/?page={typed}", "/notices/", "/me/tokens/"],
    "security_administrator": ["/people/", "/people/{person}", "/people/{person}/amend", "/posts/create",
                               "/people/?name={typed}", "/people/unused"],
    "auditor": ["/audit/", "/audit/{line}", "/audit/verify", "/audit/?reason={typed}"],
    "system_administrator": ["/administration/", "/administration/jobs/", "/administration/jobs/{job}"],
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_field_becomes_markup_on_any_page(enter, somebody, poisoned, role, language):
    from urllib.parse import quote

    person, _ = somebody("reader", role, "office")
    Person.objects.filter(pk=person.pk).update(language=language)
    client = enter(Person.objects.get(pk=person.pk))
    numbers = {
        "made": poisoned.pk, "name": ReadName.objects.get().pk, "person": Person.objects.get(sign_in_name="auditor").pk,
        "line": AuditLine.objects.filter(action="person.amend").get().pk, "job": Job.objects.get().pk,
        "typed": quote(TYPED),
    }  # fmt: skip
    for page in PAGES[role]:
        answer = client.get(page.format(**numbers))
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert SCRIPT not in text, page
        assert "<img src=x" not in text, page
        assert 'href="javascript:' not in text, page


@pytest.mark.parametrize("path", ["/people/register", "/organisations/add", "/posts/create"])
def test_no_form_gives_markup_back(enter, somebody, path):
    role = "office_reviewer" if "organisations" in path else "security_administrator"
    person, _ = somebody("writer", role, "office")
    given = dict.fromkeys(("called", "called_en", "code", "kind", "sign_in_name", "email", "parent", "role", "reason",
                           "organisation", "valid_from", "aliases"), TYPED)  # fmt: skip
    text = enter(person).post(path, given).content.decode()
    assert SCRIPT not in text
    assert "<img src=x" not in text


SQL = [
    "' OR 1=1 --",
    '"; DROP TABLE accounts_person; --',
    "%",
    "_",
    "\\",
    "%' ESCAPE '",
    "name__password",
    "*",
    '"',
    "OR NOT NEAR",
]


@pytest.mark.parametrize("asked", SQL)
def test_a_filter_is_a_value_and_nothing_else(enter, somebody, region, asked):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    client = enter(person)
    text = client.get("/organisations/", {"name": asked}).content.decode()
    assert "澜川市教育局" not in text
    fields = ("city", "kind", "sort", "by", "page", "password", "name__regex")
    assert client.get("/names/", dict.fromkeys(fields, asked)).status_code == 200
    for field in fields[:4]:
        assert client.get("/organisations/", {field: asked}).status_code == 200, field
    for path in ("/search/", "/api/v1/search"):
        assert client.get(path, {"q": asked}).status_code == 200
    assert client.get("/api/v1/organisations", {"name": asked}).json()["rows"] == []
    assert client.get("/api/v1/organisations", {"kind": asked}).json()["rows"] == []
    assert client.get("/api/v1/organisations/resolve", {"name": asked}).json() == []
    assert Person.objects.exists()


READING = ["/organisations/?name=%00", "/search/?q=%00", "/names/?name=a%00b",
           "/organisations/?%00=1", "/organisations/?page=%00",
           "/api/v1/organisations?name=%00", "/api/v1/organisations/resolve?name=%00", "/api/v1/search?q=%00",
           "/sign-in/?next=%00", "/organisations/?name=%ed%a0%80", "/organisations/%00", "/organisations/?name=%ff%fe",
           "/organisations/99999999999999999999", "/api/v1/organisations/99999999999999999999",
           "/organisations/?page=" + "9" * 5000, "/organisations/?city=" + "9" * 5000]  # fmt: skip


def test_a_question_with_impossible_characters_or_numbers_gets_a_sentence(enter, somebody):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    client = enter(person)
    for page in READING:
        assert client.get(page).status_code in {200, 302, 404, 422}, page


IMPOSSIBLE = ["a\x00b", "长" * 100_000, "\ud800".encode("utf-8", "surrogatepass"), "\x0b", "9" * 5000, "٣"]
FORMS = ["/sign-in/", "/sign-in/reset/", "/organisations/add", "/me/tokens/", "/me/password/", "/notices/"]


@pytest.mark.parametrize("path", FORMS)
def test_a_form_with_impossible_or_endless_text_gets_a_sentence(enter, somebody, path):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    names = ("sign_in_name", "password", "code", "called", "called_en", "kind", "parent", "aliases", "again", "present",
             "notice", "withdraw", "valid_from", "reason", "next", "days", "seen")  # fmt: skip
    client = enter(person)
    if "sign-in" in path:
        client.logout()
    for typed in IMPOSSIBLE:
        answer = client.post(path, dict.fromkeys(names, typed))
        assert answer.status_code in {200, 302, 404, 413, 422}, (typed[:20], answer.content[:300])
    given = {"code": "N1", "called": "长" * 5000, "kind": "department"}
    assert client.post("/organisations/add", given).status_code in {302, 422}
    assert not Organisation.objects.filter(name__startswith="长").exists()


@pytest.mark.parametrize("typed", ["a\x00b", "\ud800", "长" * 5000, {"a": 1}, 7, None, ["x"], True])
def test_a_program_sending_impossible_text_gets_a_sentence(enter, somebody, region, typed):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    client = enter(person)
    for field in ("called", "code", "called_en", "kind", "aliases", "reason", "parent", "valid_from"):
        body = {"code": "N1", "called": "新", "kind": "county", "parent": region["lanchuan"].pk, field: typed}
        answer = client.post("/api/v1/organisations/add", json.dumps(body), content_type="application/json")
        assert answer.status_code in {200, 404, 422}, (field, answer.content)
        assert "what" in answer.json().get("error", {"what": 1})
        Organisation.objects.filter(code="N1").update(code=f"N-{field}", name=f"旧{field}")


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"code": ' + "9" * 5000 + "}", "{", "", "null", "[]", '{"a": NaN}', "\ufeff{}"]
)
def test_a_program_sending_no_json_gets_the_one_shape(enter, somebody, body):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    answer = enter(person).post("/api/v1/organisations/add", body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["what"]


@pytest.mark.parametrize("path", ["/sign-in/", "/api/v1/organisations/add"])
def test_a_body_that_is_too_large_gets_a_sentence(client, somebody, enter, path):
    person, _ = somebody("reviewer", "office_reviewer", "office")
    if path.startswith("/api"):
        enter(person)
    large = "a=" + "1" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    kind = "application/json" if path.startswith("/api") else "application/x-www-form-urlencoded"
    answer = client.post(path, large, content_type=kind)
    assert answer.status_code == 413
    assert "拆分" in answer.content.decode()


def test_too_many_fields_get_a_sentence(client, db, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
    answer = client.post(
        "/sign-in/", "&".join(f"f{n}=1" for n in range(200)), content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "拆分" in answer.content.decode()


def test_nul_is_kept_on_neither_database(region, do):
    with pytest.raises(NotStorable):
        do(AddAlias(organisation=region["dongbu"], alias="东\x00埠"))
    with pytest.raises(NotStorable):
        do(AddAlias(organisation=region["dongbu"], alias="东\ud800埠"))


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "\x0b=1", "\ufffe"]


def test_no_cell_of_a_workbook_becomes_a_formula(enter, somebody, region, do):
    for number, typed in enumerate(FORMULAS):
        do(AddOrganisation(code=f"X{number}", called=typed, kind="department", parent=region["lanchuan"]))
    person, _ = somebody("reviewer", "office_reviewer", "office")
    answer = enter(person).get("/organisations/", {"format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    cells = [str(cell) for row in rows for cell in row]
    for typed in FORMULAS:
        assert any(typed.strip("\t\x0b\ufffe ") in cell for cell in cells), typed


NAMES = ["../../etc/passwd", "..\\..\\a.txt", "/etc/cron.d/a", "a\r\nSet-Cookie: x=1.txt", 'a".txt',
         "a\u202etxt.exe", "",
         ".", "....", "长" * 500 + ".txt", "CON", "a\x00.txt", "～/.ssh/id", "%2e%2e%2fa"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_a_name(name):
    clean = guard.clean_name(name)
    assert "/" not in clean
    assert "\\" not in clean
    assert not re.search(r"[\x00-\x1f\u202a-\u202e]", clean)
    assert clean not in {"", ".", ".."}
    assert len(clean) <= 150


def packed(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">'.encode() for n in range(1, 10))
    + b"]><w:document xmlns:w='x'><w:body><w:p>&a9;</w:p></w:body></w:document>"
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="x"><w:p>&x;</w:p></w:document>'
TYPES = ("[Content_Types].xml", b"<Types/>")
BOMBS = {
    "laughs.docx": packed([TYPES, ("word/document.xml", LAUGHS)]),
    "outside.docx": packed([TYPES, ("word/document.xml", OUTSIDE)]),
    "outside.xlsx": packed([TYPES, ("xl/workbook.xml", OUTSIDE), ("xl/worksheets/sheet1.xml", OUTSIDE)]),
    "many.docx": packed([TYPES, *((f"word/header{n}.xml", b" " * 3_000_000) for n in range(300))]),
    "nested.docx": packed([TYPES, ("word/document.xml", b"<a>" * 200_000)]),
    "climbs.docx": packed([TYPES, ("../../../tmp/climbed", b"x")]),
    "cut.docx": packed([TYPES, ("word/document.xml", b"<a/>" * 1000)])[:200],
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_would_burst_or_reach_out_is_refused(name):
    with pytest.raises(CityCircleError) as refused:
        guard.look(BOMBS[name], name)
    assert refused.value.say("zh")
    assert refused.value.say("en")


def test_a_page_that_names_a_file_of_ours_gets_nothing_of_it():
    page = b'<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; text</p>'
    assert b"root:" not in guard.look(page, "outside.html").data


def test_the_bytes_of_a_file_lie_under_their_hash_whatever_its_name(somebody, region, data_folder):
    from tests.region import NOW

    from citycircle.records.files.actions import take_in

    _, clerk = somebody("clerk", "filler", "lanchuan_edu")
    kept = take_in("正文".encode(), "../../../etc/cron.d/x.txt", organisation=region["lanchuan_edu"], by=clerk, at=NOW)
    assert kept.name == "x.txt"
    assert kept.file.parent.parent == data_folder / "files"
    assert [file.name for file in data_folder.rglob("*") if file.is_file() and "files" in file.parts] == [kept.sha256]
