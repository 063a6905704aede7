"""The Ed25519 key that signs the head of the chain and sealed segments.

It lives in a file beside the database, not in it: whoever can write SQL alone cannot sign. Production with a certified
device replaces this module (docs/decisions/audit-chain.md).
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings


def key_file() -> Path:
    return Path(settings.DATA) / "audit.key"


def sign(message: bytes) -> str:
    """A signature in hexadecimal; the key is made on first use."""
    return _key(key_file()).sign(message).hex()


def is_signed(message: bytes, signature: str, public: str | None = None) -> bool:
    """Whether the signature is ours, or that of a public key written in hexadecimal."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public or public_key()))
    try:
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> str:
    """What others need in order to check a sealed segment."""
    return _key(key_file()).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


@lru_cache(maxsize=4)
def _key(file: Path) -> Ed25519PrivateKey:
    if not file.exists():
        _make(file)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text(encoding="ascii").strip()))


def _make(file: Path) -> None:
    """Write a new key whole or not at all: of two processes that start together one wins, the other reads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    secret = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()).hex()
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write(secret)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
