"""Secrets are shown once and kept as digests. They are long and random, so a plain SHA-256 cannot be guessed back."""

from __future__ import annotations

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """256 random bits, fit for a URL."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """What is stored in a secret's place."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
