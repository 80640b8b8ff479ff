"""Files for the browser."""

from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip, and the imports between our ES modules rewritten to those names: no bundler needed."""

    support_js_module_import_aggregation = True
    # Ours alone: other packages' bundles hold words in comments that look like imports.
    _js_module_import_aggregation_patterns = (
        "annotations/*.js",
        ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )
    # A pass settles one level of imports.
    max_post_process_passes = 20
