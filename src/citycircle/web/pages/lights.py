"""Lights: the list with its words, one matter with its arithmetic and twelve months, a light set by hand, policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When
from django.urls import path, reverse

from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Viewer
from citycircle.core.messages import Text, spoken
from citycircle.core.parameters import CERTAINTY
from citycircle.mechanisms.lights.colours import COLOURS, WORDS, Colour, gravity
from citycircle.mechanisms.lights.measures import MEASURES
from citycircle.mechanisms.lights.shown import StripCell, twelve_months
from citycircle.mechanisms.lights.tables import PACKAGE, Policies, measures_of, title_of
from citycircle.records.month.actions.lights import SetLight
from citycircle.records.month.actions.policies import SETS_POLICY, KeepLightPolicy
from citycircle.records.month.models import Light, LightBefore, LightPolicy, Part
from citycircle.records.month.policies import chosen_policy, rows_of
from citycircle.records.month.reach import READS_MONTH, parts_within
from citycircle.records.month.relighting import policy_of
from citycircle.records.month.report_reach import slips_within
from citycircle.records.month.rights import VERIFIES
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import today_open
from citycircle.web.sheets import Column, Option, Sheet

TITLE = Text("亮灯", "Lights")
POLICIES = Text("亮灯政策", "Light policies")
UNLIT = Text("未亮灯", "not lit")
CODE_HINT = Text(
    "小写字母、数字、下划线；照用现有政策则不填",
    "lower-case letters, digits; leave it empty to use a known policy as it is",
)
SEPARATOR = "｜"
_FEWEST = 4


def word_of(colour: str) -> Text:
    """The word of a colour as a list prints it."""
    return WORDS.get(cast(Colour, colour), UNLIT)


def _latest(part: Part) -> Light | None:
    return next(iter(part.lights.all()), None)


def sentence_of(light: Light | None) -> str:
    """The arithmetic of a light in the reader's language."""
    if light is None:
        return ""
    return light.sentence_en if spoken() == "en" else light.sentence_zh


def colours() -> list[Option]:
    return [(colour, WORDS[colour]) for colour in reversed(COLOURS)]


class Lights(ListPage):
    """Every part that the viewer may see, with its light as a word and the sentence behind it."""

    title = TITLE
    who = READS_MONTH
    sheet = Sheet(
        title,
        (
            Column("task", Text("任务", "Task"), lambda one: str(one.task), ("task__order",),
                   ("task__title", "task__body", "task__code"), link=lambda one: reverse("light", args=[one.pk]),
                   kind="wide"),
            Column("light", Text("亮灯", "Light"), lambda one: word_of(one.colour), choose="colour", options=colours,
                   light=lambda one: one.colour or "grey"),
            Column("who", Text("牵头单位", "Lead"), lambda one: one.organisation.called(spoken()),
                   ("organisation__name",), ("organisation__name",)),
            Column("city", Text("城市", "City"), lambda one: one.city.called(spoken()) if one.city else "",
                   ("city__name",)),
            Column("due", Text("时限", "Due"), lambda one: one.due, ("due",)),
            Column("why", Text("算式", "Arithmetic"), lambda one: sentence_of(_latest(one)), kind="wide"),
        ),
        order=("-gravity", "due", "pk"),
        group="city",
        empty=Text("没有可看的事项。", "There is nothing to see."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Part]:
        """The worst colour first; grey and what is not lit yet at the end."""
        rows = parts_within(self.request.viewer).select_related("task__plan", "organisation", "city")
        grave = (When(colour=colour, then=Value(gravity(colour))) for colour in COLOURS)
        rows = rows.annotate(gravity=Case(*grave, default=Value(gravity("grey")), output_field=IntegerField()))
        return rows.prefetch_related(Prefetch("lights", Light.objects.order_by("-month")))

    def offers(self) -> list[tuple[object, str]]:
        return [(POLICIES, reverse("light_policies"))]


class LightOfPart(Page):
    """One matter: the light shown, the computed one with its arithmetic, the one set by a person, twelve months."""

    title = TITLE
    who = READS_MONTH
    template = "month/light.html"

    def find(self, **keys: Any) -> Part:
        rows = parts_within(self.request.viewer).select_related("task__plan", "organisation", "city")
        part: Part = found(rows, **keys)
        return part

    def place(self) -> None:
        """Whoever is asked by it may look at it too; `find` held to that."""

    def context(self) -> dict[str, Any]:
        part: Part = self.subject
        lights = list(part.lights.select_related("human_by", "waits_for").order_by("month"))
        latest = lights[-1] if lights else None
        joint = Part.objects.filter(joint=part.joint).exclude(pk=part.pk) if part.joint else Part.objects.none()
        return {
            "part": part,
            "light": latest,
            "word": word_of(part.colour),
            "computed": word_of(latest.colour) if latest else UNLIT,
            "human": word_of(latest.human_colour) if latest and latest.human_colour else None,
            "sentence": sentence_of(latest),
            "policy": policy_of(part, latest).title if latest else "",
            "strip": [(cell, word_of(cell.colour or "")) for cell in _strip(lights, self.request.viewer.day)],
            "before": _before(part, self.request.viewer),
            "joint": [(one, word_of(one.colour)) for one in joint.select_related("organisation", "city")],
            "may_set": latest is not None and VERIFIES.allows(self.request.viewer, part.place),
        }


class Before(NamedTuple):
    """A reading of a light that a signed correction replaced; `slip` for whoever may see the slip."""

    month: date
    colour: str
    word: Text
    sentence: str
    told: str
    slip: int | None


def _before(part: Part, viewer: Viewer) -> list[Before]:
    """What the lights of a part said before corrections, the latest month first."""
    rows = list(LightBefore.objects.filter(light__part=part).select_related("light").order_by("-light__month", "-pk"))
    seen = set(slips_within(viewer).filter(readings__in=rows).values_list("pk", flat=True)) if rows else set()
    english = spoken() == "en"
    return [
        Before(row.light.month, row.colour, word_of(row.colour), row.sentence_en if english else row.sentence_zh,
               row.told_en if english else row.told_zh, row.slip_id if row.slip_id in seen else None)
        for row in rows
    ]  # fmt: skip


def _strip(lights: Iterable[Light], day: date) -> Sequence[StripCell]:
    cells = [_cell(one) for one in lights]
    last = max([day.replace(day=1), *(cell.month for cell in cells)])
    return twelve_months(cells, last=last)


def _cell(light: Light) -> StripCell:
    colour = light.human_colour or light.colour
    return StripCell(light.month, cast(Colour, colour), word_of(colour), bool(light.human_colour))


class SetLightForm(FormPage):
    action = SetLight
    entries = (
        Entry(
            "colour", Text("改定为", "Set it to"), "choice", required=False,
            options=lambda: [("", Text("（恢复系统计算的灯）", "(back to the computed light)")), *colours()],
        ),
    )  # fmt: skip
    explanation = Text(
        "系统计算的灯、人工改定的灯和理由分别保存，各方都能看到。",
        "The computed light, the one set by a person and the reason are kept apart, for all to see.",
    )

    def find(self, **keys: Any) -> Light:
        light: Light = found(Light.objects.select_related("part__task", "part__organisation"), **keys)
        return light

    def initial(self) -> Mapping[str, object]:
        return {"colour": self.subject.human_colour}

    def make(self, values: Mapping[str, Any]) -> SetLight:
        return SetLight(light=self.subject, colour=values["colour"] or "")

    def onward(self, result: Light) -> str:
        return reverse("light", args=[result.part_id])


class LightPolicies(Page):
    """Which policy each of the viewer's places uses, and all that come with the product, with their source."""

    title = POLICIES
    who = READS_MONTH
    template = "month/policies.html"

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        cities: list[Organisation | None] = list(Organisation.objects.filter(pk__in=viewer.cities).order_by("code"))
        if viewer.is_regional:
            cities = [None, *Organisation.objects.filter(kind="city").on(viewer.day).order_by("code")]
        chosen = [(city, chosen_policy(city.pk if city else None, viewer.day)) for city in cities]
        return {
            "chosen": [(city, one, _bands(one.tables, one.code, viewer.day)) for city, one in chosen],
            "known": [_described(code, viewer.day) for code in PACKAGE.names(viewer.day)],
            "rows": LightPolicy.objects.select_related("organisation__city").order_by("-valid_from", "-pk")[:50],
            "may_set": SETS_POLICY.allows(viewer),
        }


def _described(code: str, day: date) -> dict[str, Any]:
    row = PACKAGE.policies.edition(day).row(code)
    return {
        "code": code, "title": title_of(row), "source": row.source, "sure": CERTAINTY[row.certainty],
        "bands": _bands(PACKAGE, code, day),
    }  # fmt: skip


def _bands(tables: Policies, code: str, day: date) -> list[tuple[Text, Text, str, Text, bool]]:
    row = tables.policies.edition(day).row(code)
    return [
        (MEASURES[name].title, band["bounds"].say(MEASURES[name].unit), band["colour"],
         Text(band["word_zh"], band["word_en"]), band["source_silent"])
        for name in measures_of(row)
        for band in tables.bands.edition(day).group(code, name)
    ]  # fmt: skip


def _policies() -> list[Option]:
    row = PACKAGE.policies.rows
    return [(one["policy"], title_of(one)) for one in row]


class KeepPolicyForm(FormPage):
    """Choose a policy for one's own place; with bands of one's own it becomes a policy of that place."""

    action = KeepLightPolicy
    entries = (
        Entry("organisation", Text("设定单位", "Set by"), "choice", rows=today_open),
        Entry("base", Text("依照", "Like"), "choice", options=_policies),
        Entry("valid_from", Text("自何日起", "From"), "day"),
        Entry("source", Text("依据（文件、条款）", "Source (document, clause)")),
        Entry("code", Text("自定政策代码", "Code of an own policy"), required=False, longest=40, hint=CODE_HINT),
        Entry("called", Text("自定政策名称", "Name of an own policy"), required=False),
        Entry(
            "bands", Text("自定分档", "Own bands"), "lines", required=False,
            hint=Text(
                "每行：指标｜区间｜灯｜说明｜英文说明，如 behind_plan｜[10,30]｜黄灯｜落后序时｜behind plan",
                "a line each: measure｜interval｜light｜word｜English word",
            ),
        ),
    )  # fmt: skip
    explanation = Text(
        "启用日起按新政策亮灯；此前的灯不变。留空自定各栏，即照用现有政策。",
        "From that day on lights follow it; earlier lights stay. Leave the own fields empty to use a known policy.",
    )

    def initial(self) -> Mapping[str, object]:
        return {"base": self.request.GET.get("base", ""), "bands": self._lines(self.request.GET.get("base", ""))}

    def _lines(self, base: str) -> tuple[str, ...]:
        day = self.request.viewer.day
        if base not in PACKAGE.names(day):
            return ()
        rows = [row for row in PACKAGE.bands.edition(day).rows if row["policy"] == base]
        return tuple(
            SEPARATOR.join(
                (row["measure"], str(row["bounds"]), WORDS[row["colour"]].zh, row["word_zh"], row["word_en"])
            )
            for row in rows
        )

    def place(self) -> Place | None:
        return None

    def make(self, values: Mapping[str, Any]) -> KeepLightPolicy:
        code, called, base = values["code"], values["called"], values["base"]
        title = Text(called or code, called or code)
        rows = tuple(_own_rows(base, code, title, values["bands"], values["valid_from"])) if code else ()
        row = PACKAGE.policies.edition(values["valid_from"]).row(base)
        return KeepLightPolicy(
            organisation=values["organisation"],
            code=code or base,
            called=called or code or title_of(row).zh,
            called_en="" if code else title_of(row).en,
            source=values["source"],
            valid_from=values["valid_from"],
            rows=rows,
        )

    def onward(self, _result: LightPolicy) -> str:
        return reverse("light_policies")


def _own_rows(base: str, code: str, title: Text, lines: Sequence[str], day: date) -> list[dict[str, Any]]:
    """The rows of a known policy under a new code, with the bands as typed where any are."""
    rows = [row for row in rows_of(base, code, title, on=day) if not (lines and row["table"] == "bands")]
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.replace("|", SEPARATOR).split(SEPARATOR)]
        cells += [""] * (_FEWEST + 1 - len(cells))
        measure, bounds, colour, word, english = cells[: _FEWEST + 1]
        rows.append(
            {"table": "bands", "policy": code, "measure": measure, "number": number, "bounds": bounds,
             "colour": colour, "word_zh": word, "word_en": english or word, "source_silent": "no"}
        )  # fmt: skip
    return rows


entry(160, TITLE, "lights", Lights.who)

urlpatterns = [
    path("lights/", Lights.as_view(), name="lights"),
    path("lights/<int:pk>", LightOfPart.as_view(), name="light"),
    path("lights/set/<int:pk>", SetLightForm.as_view(), name="set_light"),
    path("lights/policies", LightPolicies.as_view(), name="light_policies"),
    path("lights/policies/keep", KeepPolicyForm.as_view(), name="keep_light_policy"),
]
