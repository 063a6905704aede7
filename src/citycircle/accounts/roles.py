"""The roles of a city region's office life, and how far each one sees.

A role belongs to a post, never to a person: whoever holds the post today has it (users.md 2.1). Three administrators
are kept apart (三员分立, GB/T 22239-2019 8.1.4.2): one runs the system, one grants rights, one reads the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citycircle.core.messages import Text


class Reach(StrEnum):
    """How far a role sees from the organisation of its post."""

    OWN = "own"
    """Its own organisation."""
    CITY = "city"
    """Its city; the whole region where the organisation belongs to no single city."""
    REGION = "region"


class Role(StrEnum):
    FILLER = "filler"
    SECTION_HEAD = "section_head"
    ORGANISATION_HEAD = "organisation_head"
    LEAD = "lead"
    OFFICE_REVIEWER = "office_reviewer"
    SUPERVISOR = "supervisor"
    RECOGNISER = "recogniser"
    LEADER = "leader"
    SECRETARIAT = "secretariat"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    SECRECY_OFFICER = "secrecy_officer"


@dataclass(frozen=True, slots=True)
class Described:
    """What a role is called, what it may do in one sentence, and how far it sees."""

    title: Text
    duty: Text
    reach: Reach


ROLES: dict[Role, Described] = {
    Role.FILLER: Described(
        Text("经办（联络员）", "Clerk"),
        Text("填报、上传佐证，申请延期、调整、协调和办结", "Fills in, attaches proof, asks for extension or closing"),
        Reach.OWN,
    ),
    Role.SECTION_HEAD: Described(
        Text("科室负责人", "Section head"),
        Text("审核本单位填报，可退回经办", "Checks what clerks filled in, may return it"),
        Reach.OWN,
    ),
    Role.ORGANISATION_HEAD: Described(
        Text("单位负责人", "Head of organisation"),
        Text("签发本单位报送的内容", "Signs what the organisation submits"),
        Reach.OWN,
    ),
    Role.LEAD: Described(
        Text("牵头单位联络员", "Lead organisation's clerk"),
        Text("汇总、拆分、退回责任单位内容", "Merges, splits or returns the partners' parts"),
        Reach.OWN,
    ),
    Role.OFFICE_REVIEWER: Described(
        Text("办公室初核", "Office reviewer"),
        Text("逐格采用或退回，不改单位的数", "Accepts or returns cell by cell; never edits a figure"),
        Reach.CITY,
    ),
    Role.SUPERVISOR: Described(
        Text("督查", "Supervisor"),
        Text("核实、说明理由后改判亮灯、受理销号", "Verifies, overrides a light with a reason, accepts closings"),
        Reach.CITY,
    ),
    Role.RECOGNISER: Described(
        Text("认定部门", "Recognising department"),
        Text("核定指标数值", "Recognises the value of an indicator"),
        Reach.CITY,
    ),
    Role.LEADER: Described(
        Text("领导", "Leader"),
        Text("批准延期和调整，批示，决定", "Approves extensions and adjustments, instructs, decides"),
        Reach.CITY,
    ),
    Role.SECRETARIAT: Described(
        Text("轮值秘书处", "Rotating secretariat"),
        Text("召集、分送、汇集各市确认，不改他市状态", "Convenes and collects confirmations; no right over others"),
        Reach.REGION,
    ),
    Role.AUDITOR: Described(
        Text("审计管理员", "Audit administrator"),
        Text("只读审计日志", "Reads the audit log, and nothing else"),
        Reach.REGION,
    ),
    Role.SYSTEM_ADMINISTRATOR: Described(
        Text("系统管理员", "System administrator"),
        Text("运行和备份系统，维护单位名录", "Runs and backs up the system, keeps the register"),
        Reach.REGION,
    ),
    Role.SECURITY_ADMINISTRATOR: Described(
        Text("安全管理员", "Security administrator"),
        Text("设立账号、岗位和授权", "Grants accounts, posts and rights"),
        Reach.REGION,
    ),
    Role.SECRECY_OFFICER: Described(
        Text("保密员", "Secrecy officer"),
        Text("接收涉密标志拦截的通知", "Is told when a secrecy mark stopped an upload"),
        Reach.OWN,
    ),
}

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})
"""No person holds two of these, and none of them together with a working role."""

SIGNERS = frozenset({Role.ORGANISATION_HEAD, Role.LEADER})
TWO_FACTORS = ADMINISTRATORS | SIGNERS
"""Whose sign-in asks for a second factor (GB/T 22239-2019 8.1.4.1 d)."""

WORKING = frozenset(Role) - ADMINISTRATORS
