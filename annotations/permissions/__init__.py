"""Who may do what, and who may see what. Two tables, asked by every action and every door."""

from annotations.permissions.roles import (
    NEEDED,
    Allowed,
    Denial,
    Permission,
    can,
    decide,
    know_role,
    require,
    role_in,
)
from annotations.permissions.visibility import readable_by

__all__ = [
    "NEEDED",
    "Allowed",
    "Denial",
    "Permission",
    "can",
    "decide",
    "know_role",
    "readable_by",
    "require",
    "role_in",
]
