"""The REST API under /api/v1/: it finds through a door, reads the request strictly, calls one action, and presents."""
