"""Exports: what the desk has found, streamed out of one snapshot, in the formats of the registry."""
