"""The vectors of the standards, and what must be refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.iso7064 import mod_37_36 as oracle_37_36

from citycircle.core.codes.certificates import certificate_identifier
from citycircle.core.codes.checking import CodeNotValid, mod_37_36
from citycircle.core.codes.divisions import Divisions, published
from citycircle.core.codes.goods import trade_item_number
from citycircle.core.codes.organisations import (
    CREDIT_ALPHABET,
    credit_check_character,
    organisation_code,
    social_credit_code,
)
from citycircle.core.codes.papers import document_number
from citycircle.core.codes.people import citizen_number
from citycircle.core.codes.projects import project_code


def accepted(read, code):
    try:
        read(code)
    except CodeNotValid:
        return False
    return True


CREDIT_CODES = [
    "91110000600037341L",
    "9144030071526726XG",
    "91330100799655058B",
    "914403001922038216",
    "91110000100010433L",
    "11100000000013338W",
    "91420200MA48TE5T7W",
    "12420200706012345M",
    "11420100MB0123457J",
    "91420200MA48001080",
]


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_a_credit_code_of_the_vectors_is_valid(code):
    assert social_credit_code(code).code == code
    assert social_credit_code(f" {code.lower()} ").body_checks


@pytest.mark.parametrize(
    "code",
    ["12510000400005467T", "91420100MA4KMKGX1X", "9111000060003734IL", "9111000060003734", "91110000600037341l1"],
)
def test_a_credit_code_that_cannot_be_right_is_refused(code):
    with pytest.raises(CodeNotValid):
        social_credit_code(code)


def test_a_wrong_inner_code_is_a_remark_only():
    body = "92420100MA4800109"
    read = social_credit_code(body + credit_check_character(body))
    assert not read.body_checks


@given(
    st.text(CREDIT_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(CREDIT_ALPHABET, min_size=9, max_size=9),
    st.sampled_from(CREDIT_ALPHABET),
)
def test_credit_codes_differ_from_an_independent_package_only_in_the_first_pair(pair, division, body, last):
    """docs/reference/codes-peers.md: python-stdnum wants digits for authority and category, where N1 is in use."""
    code = pair + division + body + last
    ours = accepted(social_credit_code, code)
    assert ours == (credit_check_character(code[:17]) == last)
    assert uscc.is_valid(code) == (ours and pair.isdigit())


def test_a_credit_code_wants_digits_for_its_division():
    body = "9142A200MA48TE5T7"
    with pytest.raises(CodeNotValid, match="数字"):
        social_credit_code(body + credit_check_character(body))
    assert not uscc.is_valid(body + credit_check_character(body))


def test_a_hyphen_is_no_part_of_a_credit_code():
    assert uscc.is_valid("9-1-110000-600037341L")
    assert not accepted(social_credit_code, "9-1-110000-600037341L")
    assert ean.is_valid("690-1234567892")
    assert not accepted(trade_item_number, "690-1234567892")


@given(st.text("0123456789", min_size=17, max_size=17), st.sampled_from("0123456789X"))
def test_citizen_numbers_agree_with_an_independent_package_but_for_the_birth_place(body, last):
    number = body + last
    if ric.calc_check_digit(number) != last:
        assert not accepted(citizen_number, number)
        return
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        assert not accepted(citizen_number, number)
    else:
        assert citizen_number(number).born == born


def test_a_citizen_number_with_a_division_that_the_package_does_not_know_stands():
    """The invented region has codes from 99 on; the package looks the birth place up in its own list of years."""
    body = "99010019900101001"
    number = body + ric.calc_check_digit(body + "0")
    assert citizen_number(number).division == "990100"
    with pytest.raises(InvalidComponent):
        ric.validate(number)


@pytest.mark.parametrize("code", ["D2143569-X", "60003734-1", "71526726-X", "MA48TE5T-7"])
def test_an_organisation_code_of_the_vectors_is_valid(code):
    assert organisation_code(code) == code.replace("-", "")


@pytest.mark.parametrize("code", ["D2143569-1", "6000373", "60003734-*", "６０００３７３４－２"])
def test_an_organisation_code_that_cannot_be_right_is_refused(code):
    with pytest.raises(CodeNotValid):
        organisation_code(code)


@pytest.mark.parametrize(
    ("number", "sex"),
    [
        ("11010519491231002X", "female"),
        ("440524188001010014", "male"),
        ("420204199001010012", "male"),
        ("420700200002293330", "male"),
        ("420106198503150026", "female"),
    ],
)
def test_a_citizen_number_of_the_vectors_is_valid(number, sex):
    assert citizen_number(number).sex == sex
    assert ric.calc_check_digit(number) == number[-1]
    assert ric.is_valid(number) == (citizen_number(number).born.year > 1900)  # its places begin later; see codes-peers
    assert number[6:] not in citizen_number(number).masked


@pytest.mark.parametrize(
    "number", ["420204199002300019", "420204199001010013", "42020419900101001", "4202041990O1010012"]
)
def test_a_citizen_number_that_cannot_be_right_is_refused(number):
    with pytest.raises(CodeNotValid):
        citizen_number(number)


@pytest.mark.parametrize(
    "identifier",
    [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    ],
)
def test_a_certificate_identifier_of_the_vectors_is_valid(identifier):
    assert certificate_identifier(identifier).version == "001"
    with pytest.raises(CodeNotValid):
        certificate_identifier(identifier[:-1] + "A")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=60))
def test_the_certificate_check_agrees_with_an_independent_package(body):
    assert mod_37_36(body) == oracle_37_36.calc_check_digit(body)


@pytest.mark.parametrize("number", ["云政办发〔2022〕16号", "国办发〔2020〕35号"])
def test_a_document_number_is_read(number):
    assert str(document_number(number)) == number


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("云政办发[2022]16号", "六角括号"),
        ("云政办发〔2022〕第16号", "不加“第”"),
        ("云政办发〔2022〕016号", "不编虚位"),
        ("云政办发16号", "机关代字"),
    ],
)
def test_a_document_number_says_what_is_wrong(number, hint):
    with pytest.raises(CodeNotValid) as refused:
        document_number(number)
    assert hint in refused.value.say("zh")


def test_a_project_code_is_judged_by_form_and_month():
    read = project_code("2106-420200-04-01-123456")
    assert (read.year, read.month, read.division) == (2021, 6, "420200")
    for wrong in ("2113-420200-04-01-123456", "2106-420200-04-01-12345", "2106420200-04-01-123456"):
        with pytest.raises(CodeNotValid):
            project_code(wrong)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_trade_item_numbers_agree_with_an_independent_package(body):
    number = body + ean.calc_check_digit(body)
    assert trade_item_number(number) == "0" + number
    wrong = body + str((int(number[-1]) + 1) % 10)
    with pytest.raises(CodeNotValid):
        trade_item_number(wrong)


def test_a_division_is_known_for_its_days():
    assert published().division("420281", on=date(2012, 1, 1)).name == "大冶市"
    assert published().division("420200", on=date(2026, 1, 1)).name == "黄石市"
    for wrong in ("429999", "4202", "42020A"):
        with pytest.raises(CodeNotValid):
            published().division(wrong, on=date(2012, 1, 1))


def test_an_abolished_division_is_refused_after_its_day_and_a_city_may_add_rows():
    old = {"code": "990121", "name": "栖云县", "valid_from": "", "valid_to": "2020-06-01"}
    divisions = published().with_rows([old])
    assert divisions.division("990121", on=date(2020, 5, 31)).name == "栖云县"
    with pytest.raises(CodeNotValid) as refused:
        divisions.division("990121", on=date(2020, 6, 1))
    assert "2020-06-01" in refused.value.say("en")
    assert Divisions.of([old]).by_code["990121"][0].valid_from is None
