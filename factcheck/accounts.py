"""How people come in: invited, or made by whoever runs the site. Nobody signs up by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """allauth, with its front door closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: an owner invites people, or `bin/manage create_user` makes them."""
        return False
