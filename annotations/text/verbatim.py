"""What came in becomes a text, and nothing else happens to it: a text is evidence.

No trimming, no NFC, no folding of quotes, spaces or joiners. One leading byte order mark goes, and every line ends in
LF; a character that could not be stored or shown is refused, never dropped.
"""

import codecs
import hashlib
import re

from charset_normalizer import CharsetMatch, from_bytes
from charset_normalizer.constant import IANA_SUPPORTED

from .refusals import TextRefused

BYTE_ORDER_MARK = "\ufeff"

# Unicode category Cc except tab, LF and CR (which becomes LF), and the surrogates, which have no UTF-8 form.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

# UTF-32's little-endian mark begins with UTF-16's: the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAVE_AS_UTF8 = "Save it as plain text in UTF-8 and upload it again."


def read_text(raw: str) -> str:
    """The text of what came in: one leading byte order mark dropped, CRLF and CR turned into LF, nothing else.

    Raises TextRefused, with the position in `raw` in code points, for a control character other than tab and line
    end, for half of a surrogate pair, and for a text without a single visible character.
    """
    check_characters(raw)
    text = raw.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise TextRefused("The text is empty. Send at least one word.", 0)
    return text


def check_characters(words: str) -> None:
    """Refuses control characters other than tab and line end, and halves of surrogate pairs.

    Raises TextRefused, with the position in code points.
    """
    unstorable = _UNSTORABLE.search(words)
    if unstorable:
        position, character = unstorable.start(), unstorable.group()
        name = f"U+{ord(character):04X}"
        if "\ud800" <= character <= "\udfff":
            sentence = f"Character {position} is half of a surrogate pair ({name}). Send the whole character, or none."
        else:
            sentence = f"Character {position} is a control character ({name}). Remove it and send the text again."
        raise TextRefused(sentence, position)


def decode_upload(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of an uploaded plain text file, and the encoding they were in.

    A byte order mark has the first word, then the charset `declared` with the upload, then UTF-8, then a guess, which
    is taken only when no other reading of the bytes comes near it. The mark stays in front: `read_text` drops it, for
    uploads as for all else. Raises TextRefused when the file cannot be read with confidence.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, f"The file begins like {encoding.upper()} but does not go on like it.")
    if declared:
        encoding = _known_encoding(declared)
        return _decode(data, encoding, f"The file was sent as {declared}, but it is not.")
    if b"\0" in data:
        raise TextRefused(f"This is not a plain text file, or UTF-16 without its byte order mark. {_SAVE_AS_UTF8}")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _guess(data, 1 + data.count(b"\n", 0, error.start))


def sha256_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in lower case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _decode(data: bytes, encoding: str, complaint: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeError:
        raise TextRefused(f"{complaint} {_SAVE_AS_UTF8}") from None


def _known_encoding(declared: str) -> str:
    try:
        encoding = codecs.lookup(declared).name
    except (LookupError, ValueError):
        encoding = ""
    # Python also knows codecs that are no character sets, and some (idna) take quadratic time.
    if encoding.replace("-", "_") not in _CHARACTER_SETS:
        raise TextRefused(f"There is no encoding called “{declared}”. {_SAVE_AS_UTF8}")
    # What the web calls Latin-1 is Windows-1252: in real files, bytes 0x80 to 0x9F are dashes and quotation marks.
    return "cp1252" if encoding == "iso8859-1" else encoding


_CHARACTER_SETS = frozenset(
    codecs.lookup(name).name.replace("-", "_") for name in (*IANA_SUPPORTED, "utf_16", "utf_32")
)


def _guess(data: bytes, line: int) -> tuple[str, str]:
    """What the bytes say, which are no UTF-8 from that line on. Raises TextRefused unless it is certain."""
    best, *rivals = [*from_bytes(data), None]
    if best is None or best.chaos > 0.05 or best.coherence < 0.4 or any(_comes_near(rival, best) for rival in rivals):
        raise TextRefused(
            f"The file is not in UTF-8 (line {line} is the first that is not), and its encoding cannot be told for sure. "
            f"{_SAVE_AS_UTF8}"
        )
    return str(best), best.encoding


def _comes_near(rival: CharsetMatch | None, best: CharsetMatch) -> bool:
    """Whether another reading of the bytes is about as clean and as much like a language as the best one."""
    return rival is not None and rival.chaos < best.chaos + 0.05 and rival.coherence > best.coherence - 0.08
