"""The site's own address, for links that are made outside a request."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings

from factcheck import env


def root() -> str:
    """The address to open, ending in a slash: the public one by https where there is one, else this machine's."""
    public = [host for host in env.FACTCHECK_ALLOWED_HOSTS.value() if not host.startswith(".")]
    if settings.HTTPS and public:
        return f"https://{public[0]}/"
    host = own_host()
    return f"http://[{host}]:{settings.PORT}/" if ":" in host else f"http://{host}:{settings.PORT}/"


def own_host() -> str:
    """The host this machine reaches the site by: an address of its own when the site listens on all of them."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (not bound here)
    return everywhere.get(settings.HOST, settings.HOST)


def address(path: str) -> str:
    """The full address of a path."""
    return urljoin(root(), path)
