"""How far raters agree: published coefficients in plain Python. docs/agreement.md says which figure says what.

ratings = Ratings([{"chi": "true", "dan": "true"}, {"chi": "false", "dan": "true"}], ["true", "false"])
observed(ratings), cohen([("true", "true"), ("false", "true")]), fleiss(ratings), randolph(ratings), gwet(ratings)
alpha(ratings), interval(ratings, alpha)
"""

from .bootstrap import Interval, interval
from .coefficients import cohen, fleiss, gwet, observed, randolph
from .figure import Figure
from .krippendorff import alpha, ordinal_alpha
from .ratings import Ratings
from .report import Glance, Judged, Pair, Period, Report, glance, report

__all__ = [
    "Figure",
    "Glance",
    "Interval",
    "Judged",
    "Pair",
    "Period",
    "Ratings",
    "Report",
    "alpha",
    "cohen",
    "fleiss",
    "glance",
    "gwet",
    "interval",
    "observed",
    "ordinal_alpha",
    "randolph",
    "report",
]
