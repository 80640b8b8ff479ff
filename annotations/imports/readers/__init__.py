"""One file for each format: bytes in, drafts out. Plain Python: a reader knows no database."""
