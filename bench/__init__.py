"""Benchmarks: what people get over HTTP, against what the database alone can do, in one run on one machine."""
