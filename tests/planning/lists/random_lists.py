"""Lists of tasks by chance: every kind of word, several targets, shared leads, bands, roundings."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from citycircle.planning.ledger import Goal, Item, Party, Step, Work
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.templates import built_in, template_from

DAY = date(2026, 3, 1)
CITIES = {"990100": "澜川市", "990200": "禾阳市", "990300": "松渚市"}

LEADS = (
    (Party("990100-DRC", "澜川市发展改革委", "990100"),),
    (Party("990200-TRA", "禾阳市交通运输局", "990200"), Party("990300-TRA", "松渚市交通运输局", "990300")),
    (Party("", "各县（市、区）政府"),),
    (),
)
# What people type, with everything that means something to a spreadsheet, to CSV or to this format itself.
words = st.text(
    st.sampled_from("汀河快速路水质一二、，。；（）()\"'<&=+-@%|/*~ \t\u3000\xa0\u200b12.5AbＡ１〔〕①"), max_size=24
)
lines = st.lists(words, max_size=3).map("\n".join)
amounts = st.integers(0, 10**13).map(lambda digits: Decimal(digits).scaleb(-4))
goals = st.builds(
    Goal,
    indicator=st.sampled_from(["总投资", "里程", "覆盖率", "年度计划投资"]),
    op=st.sampled_from(["=", ">=", ">", "<=", "<", "approx", "increase"]),
    value=amounts,
    value_high=st.none(),
    period=st.none(),
    unit=st.sampled_from(["亿元", "万元", "元", "公里", "%", "万人次", ""]),
    deadline=st.sampled_from(["", "2026", "2026-06", "2026-09-30"]),
    quote=words,
) | st.builds(
    lambda low, more, unit: Goal("建设规模", "range", low, unit, low + more),
    amounts, amounts, st.sampled_from(["亿元", "公里"]),
)  # fmt: skip
items = st.builds(
    Item,
    key=st.just(""),
    number=st.sampled_from(["1", "（二）", "12", ""]),
    title=words,
    text=lines,
    field=st.sampled_from(["基础设施", "产业协同", "一、生态环境", ""]),
    leads=st.sampled_from(LEADS),
    responsible=st.sampled_from(LEADS),
    cooperating=st.sampled_from(LEADS),
    due=st.none() | st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    due_words=st.sampled_from(["", "2026年底前", "6月底"]),
    due_implied=st.sampled_from(["", "文件期限"]),
    goals=st.lists(goals, max_size=3).map(tuple),
    steps=st.lists(st.builds(Step, words, st.sampled_from(["2026-03", "2026"]), words), max_size=2).map(tuple),
    works=st.lists(st.builds(Work, words, st.just("build"), words), max_size=2).map(tuple),
    basis=words,
)


@st.composite
def entries(draw, fewest=0):
    """Tasks on a list, each with its own code and some cells of the list's own."""
    own = st.dictionaries(st.sampled_from(["remark", "leader", "quarter_1", "own:remedy"]), lines, max_size=2)
    told = st.dictionaries(st.sampled_from(["progress", "done", "light", "lists"]), lines, max_size=2)
    found = draw(st.lists(items, min_size=fewest, max_size=6))
    return [
        Listed(item, f"R{at}", part=draw(st.sampled_from(["重大政策", "重大项目"])), own=draw(own), told=draw(told))
        for at, item in enumerate(found, start=1)
    ]


PROVINCE = template_from(
    "province",
    {"name_zh": "省重大任务表", "name_en": "Province", "title_zh": "{plan}省重大任务表", "title_en": "{plan}: province",
     "band": "part", "restarts": "yes", "totals": "first", "paper": "A3", "superior": "云泽省发展改革委"},
    [
        {"fact": "number", "heading_zh": "序号", "heading_en": "No.", "width": "10"},
        {"fact": "name", "heading_zh": "项目（事项）名称", "heading_en": "Project"},
        {"fact": "measure", "of": "总投资", "heading_zh": "总投资（亿元）", "heading_en": "Investment (100 m yuan)",
         "unit": "亿元", "rounding": "half_up", "places": "2", "summed": "yes", "align": "center"},
        {"fact": "lead", "heading_zh": "责任主体", "heading_en": "In charge", "merged": "yes"},
        {"fact": "due", "heading_zh": "完成时间", "heading_en": "By", "days": "month"},
    ],
)  # fmt: skip
REGION = template_from(
    "region",
    {"name_zh": "都市圈清单", "name_en": "Region", "title_zh": "{plan}都市圈清单", "title_en": "{plan}: region",
     "band": "field", "band_as": "row", "order": "due", "key_column": "shown"},
    [
        {"fact": "name", "heading_zh": "任务", "heading_en": "Task"},
        {"fact": "indicator", "heading_zh": "指标", "heading_en": "Indicator", "group_zh": "目标", "group_en": "Goal"},
        {"fact": "value", "heading_zh": "数值（万元）", "heading_en": "Value", "group_zh": "目标", "group_en": "Goal",
         "unit": "万元", "rounding": "half_even", "places": "0"},
        {"fact": "others", "heading_zh": "单位", "heading_en": "Organisations"},
        {"fact": "cities", "heading_zh": "城市", "heading_en": "Cities"},
        {"fact": "due", "heading_zh": "时限", "heading_en": "By", "days": "dots"},
        {"fact": "own", "of": "资金来源", "heading_zh": "资金来源", "heading_en": "Funds"},
    ],
)  # fmt: skip
TEMPLATES = (
    *(built_in(code, on=DAY) for code in ("T1", "T1b", "T7-projects", "T7b-tasks", "T7b-duties", "T7b-problems")),
    PROVINCE,
    REGION,
)
