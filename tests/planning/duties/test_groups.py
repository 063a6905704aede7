"""Names of groups on paper: back in one name where everybody behind them is bound, and expanded where not."""

from citycircle.planning.duties.groups import Printed, gathered, gathered_item, groups_of
from citycircle.planning.ledger import Item, Party

CITIES = ("澜川", "禾阳", "松渚")
BUREAUS = tuple(Party(str(at), f"{city}市财政局") for at, city in enumerate(CITIES))
ALL = tuple(Printed("各市财政局", each.code) for each in BUREAUS)
POST = Party("9", "汀河航道中心")


def names(parties):
    return [each.name for each in parties]


def test_a_group_stands_in_one_name_where_its_first_member_stood():
    assert names(gathered((POST, *BUREAUS), (Printed("汀河航道中心", "9"), *ALL))) == [
        "汀河航道中心",
        "各市财政局（3个单位）",
    ]


def test_a_member_that_is_named_alone_too_stays_by_itself():
    assert names(gathered(BUREAUS, (Printed("市财政局", "1"), *ALL))) == ["各市财政局（3个单位）", "禾阳市财政局"]


def test_a_version_in_which_one_of_them_was_not_bound_yet_names_them_one_by_one():
    assert names(gathered(BUREAUS[:2], ALL)) == ["澜川市财政局", "禾阳市财政局"]


def test_a_name_nobody_has_decided_stays_as_printed():
    assert names(gathered((Party("", "产业链相关单位"), *BUREAUS), ALL))[0] == "产业链相关单位"


def test_each_kind_of_duty_has_its_own_groups():
    item = Item("1", "1", "税收分成", "……", leads=BUREAUS, responsible=BUREAUS[:2])
    printed = {"lead": ALL, "responsible": ALL}
    assert names(gathered_item(item, printed).leads) == ["各市财政局（3个单位）"]
    assert names(gathered_item(item, printed).responsible) == ["澜川市财政局", "禾阳市财政局"]
    assert [len(group.members) for group in groups_of(item, printed)] == [3]
