"""Files for the browser."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip, and the imports between our ES modules rewritten to those names: no bundler needed."""

    support_js_module_import_aggregation = True
