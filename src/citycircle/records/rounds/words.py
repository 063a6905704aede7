"""What answers and objections are called on pages and papers."""

from __future__ import annotations

from citycircle.core.messages import Text
from citycircle.records.rounds.actions.deciding import VERDICTS
from citycircle.records.rounds.models import Asked, CommentRound, Objection, ObjectionKind
from citycircle.records.rounds.standing import rule_of

OBJECTION_KINDS: dict[str, Text] = {
    ObjectionKind.NOT_OURS.value: Text("职责不符", "not our duty"),
    ObjectionKind.NOT_MEASURABLE.value: Text("目标不可考", "cannot be measured"),
    ObjectionKind.NOT_BY_THEN.value: Text("时限不合理", "cannot be done by then"),
    ObjectionKind.OTHER.value: Text("其他", "other"),
}
WAITING = Text("未答复", "no answer yet")
AGREES = Text("无意见", "agrees")
OBJECTS = Text("有意见", "objects")
SILENT = Text("逾期未答复", "silent")
DEEMED = Text("逾期未答复，视为同意", "silent, deemed to agree")
WITHDRAWN = Text("已撤回", "withdrawn")
PENDING = Text("待答复", "to be answered")


def answer_of(asked: Asked, one: CommentRound) -> tuple[Text, str]:
    """What an organisation said, and the light that goes with it; silence is shown as silence."""
    if asked.is_deemed:
        return (DEEMED, "yellow") if rule_of(one).silence_counts else (SILENT, "yellow")
    if asked.agreed is None:
        return WAITING, "grey"
    return (AGREES, "green") if asked.agreed else (OBJECTS, "blue")


def outcome_of(objection: Objection) -> Text:
    """What became of an objection."""
    if objection.withdrawn_at:
        return WITHDRAWN
    return {str(key): words for key, words in VERDICTS.items()}.get(objection.decision, PENDING)
