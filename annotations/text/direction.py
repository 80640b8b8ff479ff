"""Which way a language is written, and what a language tag looks like (BCP 47)."""

import re
from typing import Literal

from .refusals import TextRefused

Direction = Literal["ltr", "rtl"]

MAX_TAG_LENGTH = 35  # what RFC 5646 (4.4.1) asks of anyone who limits tags at all


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


RIGHT_TO_LEFT_SCRIPTS = _words(
    "adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc mero narb nbat "
    "nkoo orkh ougr palm phli phlp phlv phnx prti rohg samr sarb sogd sogo syrc syre syrj syrn thaa todr yezi "
)

# Languages whose usual script is one of those.
RIGHT_TO_LEFT_LANGUAGES = _words(
    "ar ara acm aeb afb ajp apc apd arb arc arq ars ary arz ayl azb bal bgn bqi ckb dv fa fas glk haz he heb "
    "hno iw ji jrb khw ks lki lrc luz mzn nqo ota pbt pbu per pes pnb prd prs ps pus rhg sam sd sdh shu skr "
    "snd syc syr ug uig ur urd ydd yi yid "
)

_TAG = re.compile(
    r"""
    (?: (?: [a-z]{2,3} (?:-[a-z]{3}){0,3} | [a-z]{4,8} )        # language, with its extended language subtags
        (?:-[a-z]{4})?                                          # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                             # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*                # variants
        (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*                    # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                              # private use
      | x(?:-[a-z0-9]{1,8})+
      | en-gb-oed | i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)
      | sgn-(?:be-fr|be-nl|ch-de) | art-lojban | cel-gaulish | no-(?:bok|nyn) | zh-(?:guoyu|hakka|min|min-nan|xiang)
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_SCRIPT = re.compile(r"[a-z]{4}", re.ASCII)


def check_language(tag: str) -> None:
    """Raises TextRefused unless the tag is well formed by BCP 47, like `en`, `pt-BR` or `uz-Arab`."""
    if len(tag) > MAX_TAG_LENGTH:
        raise TextRefused(f"A language tag has at most {MAX_TAG_LENGTH} characters. Use one like “en” or “pt-BR”.")
    if not _TAG.fullmatch(tag):
        raise TextRefused(f"“{tag}” is not a language tag. Use one like “en”, “pt-BR” or “uz-Arab” (BCP 47).")


def direction_of(language: str) -> Direction:
    """The direction a language is written in, from its BCP 47 tag. A script in the tag has the last word: `az-Arab`
    runs from right to left, `ur-Latn` from left to right. What is not known runs from left to right."""
    primary, *subtags = language.lower().split("-")
    for subtag in subtags:
        if len(subtag) == 1:  # extensions and private use follow: there are no scripts among them
            break
        if _SCRIPT.fullmatch(subtag):
            return "rtl" if subtag in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in RIGHT_TO_LEFT_LANGUAGES else "ltr"
