"""What `citycircle check` looks at in the settings: each finding has an id and says what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from citycircle.accounts.audit.segments import SHORTEST_MONTHS
from citycircle.core.messages import Text

NOT_OURS = frozenset(
    {"security.W004", "security.W005", "security.W008", "security.W012", "security.W016", "security.W021"}
)
"""Django's own advice on HTTPS: ours says it once, with the way to do it behind nginx. Other hosts below a city's
domain are not ours to force into HTTPS."""


def findings() -> list[CheckMessage]:
    """What is to be said about the settings, errors first."""
    found = checks.run_checks(include_deployment_checks=True)
    return sorted((one for one in found if one.id not in NOT_OURS), key=lambda one: -one.level)


def _error(number: int, what: Text, hint: Text) -> Error:
    return Error(what.say(), hint=hint.say(), id=f"citycircle.E{number:03d}")


def _warning(number: int, what: Text, hint: Text) -> checks.Warning:
    return checks.Warning(what.say(), hint=hint.say(), id=f"citycircle.W{number:03d}")


@register(Tags.security, deploy=True)
def key_is_kept(**_: Any) -> Sequence[CheckMessage]:
    if settings.CITYCIRCLE.text("secret_key") or settings.KEY_FILE.is_file():
        return []
    what = Text(
        "没有密钥文件，重启后所有人需要重新登录。",
        "There is no key file; after a restart everybody has to sign in again.",
    )
    return [
        _error(
            1,
            what,
            Text(
                "请运行 citycircle init，或设置 CITYCIRCLE_SECRET_KEY。",
                "Run citycircle init, or set CITYCIRCLE_SECRET_KEY.",
            ),
        )
    ]


@register(Tags.security, deploy=True)
def hosts_are_named(**_: Any) -> Sequence[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    what = Text("允许任意主机名访问。", "Any host name is accepted.")
    return [_error(2, what, Text("请在 CITYCIRCLE_HOSTS 写明主机名。", "Name the hosts in CITYCIRCLE_HOSTS."))]


@register(Tags.security)
def audit_is_kept_long_enough(**_: Any) -> Sequence[CheckMessage]:
    if settings.AUDIT_MONTHS >= SHORTEST_MONTHS:
        return []
    what = Text("审计日志保存期低于六个月。", "The audit log is kept for less than six months.")
    return [
        _error(
            3,
            what,
            Text(
                "请把 CITYCIRCLE_AUDIT_MONTHS 设为6以上，建议12。",
                "Set CITYCIRCLE_AUDIT_MONTHS to 6 or more; 12 is advised.",
            ),
        )
    ]


@register(Tags.security)
def audit_hash_is_there(**_: Any) -> Sequence[CheckMessage]:
    if settings.AUDIT_HASH in {"sha256", "sm3"} and settings.AUDIT_HASH in hashlib.algorithms_available:
        return []
    what = Text("本机不支持所设的审计校验算法。", "This machine has not got the hash that the audit log should use.")
    return [
        _error(
            4,
            what,
            Text(
                "请把 CITYCIRCLE_AUDIT_HASH 设为 sha256，或换用支持 sm3 的 OpenSSL。",
                "Set CITYCIRCLE_AUDIT_HASH to sha256, or use an OpenSSL with sm3.",
            ),
        )
    ]


@register(Tags.security, deploy=True)
def transport_is_protected(**_: Any) -> Sequence[CheckMessage]:
    if settings.HTTPS:
        return []
    what = Text("未启用 HTTPS，密码会以明文经过网络。", "HTTPS is off; passwords cross the network in the clear.")
    return [
        _warning(
            1,
            what,
            Text(
                "请在 nginx 配置证书后去掉 CITYCIRCLE_HTTPS=no（见 deploy/）。",
                "Put a certificate into nginx and drop CITYCIRCLE_HTTPS=no (see deploy/).",
            ),
        )
    ]


@register(Tags.security, deploy=True)
def demo_is_off(**_: Any) -> Sequence[CheckMessage]:
    if not settings.DEMO:
        return []
    what = Text("当前是演示，含默认账号。", "This is the demo; it has default accounts.")
    return [
        _warning(
            2,
            what,
            Text(
                "正式使用请另设数据目录并运行 citycircle init。",
                "For real use choose another data folder and run citycircle init.",
            ),
        )
    ]
