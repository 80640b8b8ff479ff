"""Why a text, a span or a language tag cannot be taken. Each refusal is a sentence that says what to do next."""


class TextRefused(ValueError):
    """A text cannot be taken as it is.

    `position` is the code point, counted from 0 in what was sent, that the sentence is about; None when it is about
    the whole.
    """

    def __init__(self, sentence: str, position: int | None = None) -> None:
        super().__init__(sentence)
        self.position = position


class SpanRefused(TextRefused):
    """One span of a quote does not fit its text.

    `index` is the span's place in the list, None when the list as a whole is at fault. `expected` holds the words the
    text has there, `found` the words that came with the span; both are None where there is nothing to compare.
    """

    def __init__(
        self,
        reason: str,
        *,
        index: int | None = None,
        position: int | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> None:
        super().__init__(reason, position)
        self.reason = reason
        self.index = index
        self.expected = expected
        self.found = found
