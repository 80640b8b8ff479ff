"""What the browser is sent of our scripts: less than was written, and the same in what it does."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from annotations.web.scripts import imported
from factcheck.storage import StaticFiles, minified

FILES = Path(settings.BASE_DIR) / "annotations" / "static"
SCRIPTS = {str(path.relative_to(FILES)): path.read_text() for path in sorted(FILES.rglob("*.js"))}
TEMPLATES = Path(settings.BASE_DIR) / "templates"
OPENING_BYTES = 25_000

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']""")
LAZY = re.compile(r"""\bimport\(["'](\.[^"']+)["']\)""")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our files as they are served: minified, hashed, compressed."""
    root = tmp_path_factory.mktemp("static")
    storage = StaticFiles(location=str(root), base_url="/static/")
    paths = {}
    for path in (path for path in FILES.rglob("*") if path.is_file()):
        name = str(path.relative_to(FILES))
        with path.open("rb") as content:
            storage.save(name, content)
        paths[name] = (storage, name)
    for _, _, problem in storage.post_process(paths):
        if isinstance(problem, Exception):
            raise problem
    return root


def hashed(root: Path, name: str) -> Path:
    return root / json.loads((root / "staticfiles.json").read_text())["paths"][name]


def opened_with(root: Path, template: str) -> set[Path]:
    """The scripts a page loads before anybody does anything: those it names, and what they import."""
    source = (TEMPLATES / "base.html").read_text() + (TEMPLATES / template).read_text()
    waiting = [hashed(root, name) for name in re.findall(r"{% script '([^']+)' %}", source)]
    assert len(waiting) > 1
    found: set[Path] = set()
    while waiting:
        script = waiting.pop()
        if script not in found:
            found.add(script)
            waiting += [(script.parent / path).resolve() for path in IMPORT.findall(script.read_text())]
    return found


def test_only_what_people_read_is_lost():
    script = """\
/**
 * Why.
 */
import { a } from "./a.js";
export function told(/** @type {A} */ words, shown = true) {
  // why
  const url = "http://x/*"; // here
  return /** @type {B} */ (words) && shown ? `  ${a ? `one:  ${url}` : ""} // more
    lines` : [1].map((n) => /"  /.test(words) / n);
}
"""
    assert minified(script) == (
        'import{a}from"./a.js";export function told(e,t=!0){const n="http://x/*";return e&&t?`  ${a?`one:  ${n}`:""} '
        '// more\n    lines`:[1].map(t=>/"  /.test(e)/t)}'
    )


def test_every_script_is_still_one(tmp_path: Path):
    """Node reads them all as modules, in one process."""
    (tmp_path / "scripts.json").write_text(json.dumps({name: minified(text) for name, text in SCRIPTS.items()}))
    read = """
        const { SourceTextModule } = require("node:vm");
        const scripts = Object.entries(require(process.argv[1]));
        for (const [identifier, text] of scripts) new SourceTextModule(text, { identifier });
        console.log(scripts.length);
    """
    check = ["node", "--no-warnings", "--experimental-vm-modules", "-e", read, str(tmp_path / "scripts.json")]
    done = subprocess.run(check, text=True, capture_output=True)
    assert (done.returncode, done.stdout) == (0, f"{len(SCRIPTS)}\n"), done.stderr


def test_the_modules_that_are_served_find_each_other(served: Path):
    scripts = [path for path in served.rglob("*.js") if path.is_file()]
    assert len(scripts) >= len(SCRIPTS)
    for script in (hashed(served, name) for name in SCRIPTS):
        text = script.read_text()
        for path in IMPORT.findall(text) + LAZY.findall(text):
            other = (script.parent / path).resolve()
            assert other.is_file(), f"{script.name} imports {path}"
            assert re.search(r"\.[0-9a-f]{12}\.js$", other.name), f"{script.name} imports {path}, which may be stale"


def test_opening_an_article_loads_little(served: Path):
    """What the annotate page needs before it can be used, compressed as it is sent. The rest comes by `import()`."""
    sizes = {
        path.name: len(gzip.compress(path.read_bytes(), 9)) for path in opened_with(served, "articles/annotate.html")
    }
    assert sum(sizes.values()) <= OPENING_BYTES, sorted(sizes.items(), key=lambda item: -item[1])


def test_all_of_it_is_asked_for_at_once(served: Path):
    """Or each level of imports would wait for the one above it."""
    pages = ["annotations/js/pages/site.js", "annotations/js/pages/annotate.js"]
    asked = {hashed(served, name) for page in pages for name in (page, *imported(page))}
    assert asked == opened_with(served, "articles/annotate.html")
