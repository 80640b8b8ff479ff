"""A Factcheck desk from Python: read it, stream it, follow it, write to it.

from factcheck_client import Desk

with Desk("https://desk.example.org", token) as desk:
    for claim in desk.claims("lindholm", state="decided"):
        print(claim["text"])
"""

from factcheck_client.desk import Changes, Desk, Imported
from factcheck_client.problem import Problem

__all__ = ["Changes", "Desk", "Imported", "Problem"]
