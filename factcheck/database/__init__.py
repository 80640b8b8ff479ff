"""Django's PostgreSQL backend, over a server that may be our own, and the roles that work in it."""
