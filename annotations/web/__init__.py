"""The pages. They only read: every write in a page goes through the API, but for signing in and joining a project."""
