"""Texts that are hard to count: emoji, families, flags, marks, right-to-left, no spaces, blanks of other kinds."""

from __future__ import annotations

import random

WORDS = {
    "emoji": "the 🚢 ferry 🎉🎉 sailed 😀 late ⚓️ again",
    "families": "a 👨‍👩‍👧‍👦 family 👩🏽‍⚖️ and 🧑‍🚀 two 👩‍❤️‍👩 more 🏳️‍🌈 came",
    "flags": "from 🇳🇴 to 🇩🇰🇸🇪 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 by sea 🇫🇮",
    "marks": "cafe\u0301 A\u030a lvdalen na\u0308i\u0308ve o\u0323\u0302 e\u0301te\u0301 Z\u0335\u0321",
    "devanagari": "नमस्ते क्षत्रिय हिन्दी में कहा गया नि स्त्री",
    "thai": "เรือ ออก ช้า ที่ ท่าเรือ กำลัง น้ำ",
    "arabic": "قال الوزير إن الميناء سيبقى مفتوحًا لا كلام",
    "hebrew": "קָרָאתִי את העיתון שָׁלוֹם נמל הספינה איחרה",
    "chinese": "港口 没有 钱 了 市长 说 渡轮 𠮷野家",
    "blanks": "no\u00a0money « tout\u202fà\u00a0fait » soft\u00adhyphen zero\u200bwidth",
}
UNSPACED = ("thai", "chinese")


def texts(names: tuple[str, ...], seed: int, words: int = 60) -> list[str]:
    """A paragraph for each name: words of that kind, put together at random."""
    chance = random.Random(seed)
    joined = [(name, chance.choices(WORDS[name].split(" "), k=words)) for name in names]
    return [("" if name in UNSPACED else " ").join(parts) for name, parts in joined]
