"""Imports: files become articles, quotes and claims; rehearsed first, and then all of it or nothing."""
