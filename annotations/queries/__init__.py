"""Reads for pages, API and commands."""
