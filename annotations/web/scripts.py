"""The template tag `{% script 'annotations/js/pages/claim.js' %}`: a module of ours, and all it imports asked for at once.

A browser that has to read a module to learn which others it needs goes back and forth for every level of imports. The links
beside the script tell it all of them while it still reads the page. What comes by `import()` is not among them.
"""

from __future__ import annotations

import functools
import posixpath
import re
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r"""^(?:import|export)\b[^"';(]*["'](\.[^"']+)["']""", re.MULTILINE)


@register.simple_tag
def script(name: str) -> SafeString:
    """The tags for the module of this name, which is as for `{% static %}`."""
    others = ((static(other),) for other in imported(name))
    links = format_html_join("\n", '<link rel="modulepreload" href="{}">', others)
    return format_html('{}\n<script type="module" src="{}"></script>', links, static(name))


@functools.cache
def imported(name: str) -> tuple[str, ...]:
    """Every module that has to be there before this one runs, in the order in which they are found."""
    found: dict[str, None] = {}
    waiting = [name]
    for one in waiting:
        path = finders.find(one)
        assert path, f"There is no script {one}."
        for other in IMPORT.findall(Path(path).read_text(encoding="utf-8")):
            reached = posixpath.normpath(posixpath.join(posixpath.dirname(one), other))
            if reached not in found:
                found[reached] = None
                waiting.append(reached)
    return tuple(found)
