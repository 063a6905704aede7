"""The identifier of an electronic certificate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citycircle.core.codes.checking import CodeNotValid, mod_37_36, tidied, wrong_check
from citycircle.core.messages import Text

KIND = Text("电子证照标识", "electronic certificate identifier")
SHAPE = re.compile(
    r"1\.2\.156\.3005\.2\.(?P<type>[0-9A-Z]{21})\.(?P<issuer>[0-9A-Z]{6,18})"
    r"\.(?P<serial>[0-9A-Z]{1,18})\.(?P<version>[0-9A-Z]{3})\.(?P<check>[0-9A-Z])"
)


@dataclass(frozen=True, slots=True)
class CertificateIdentifier:
    """An electronic certificate identifier in its parts."""

    identifier: str
    type_code: str
    issuer: str
    serial: str
    version: str


def certificate_identifier(typed: str) -> CertificateIdentifier:
    """Read a certificate identifier; its check character is ISO 7064 MOD 37,36 over the parts without their dots.

    >>> certificate_identifier("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9").issuer
    '340100'

    Source: GB/T 36904, identifier of electronic certificates (secondary copy). Raises CodeNotValid.
    """
    identifier = tidied(typed)
    match = SHAPE.fullmatch(identifier)
    if not match:
        reason = Text(
            "应为 1.2.156.3005.2.证照类型代码.颁发机构代码.流水号.版本号.校验位。",
            "it should read 1.2.156.3005.2.type.issuer.serial.version.check.",
        )
        raise CodeNotValid(typed, KIND, reason)
    parts = match.group("type", "issuer", "serial", "version")
    check = mod_37_36("".join(parts))
    if check != match["check"]:
        raise CodeNotValid(typed, KIND, wrong_check(check, match["check"]))
    return CertificateIdentifier(identifier, *parts)
