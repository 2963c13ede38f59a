"""How many tokens a text is likely to be, without the model's own tokenizer."""

_PLAIN_CHARACTERS_A_TOKEN = 4
# Other scripts and accents take two to three bytes a letter, and more tokens a word.
_OTHER_CHARACTERS_A_TOKEN = 2


def estimate_tokens(text: str) -> int:
    """Estimate the tokens of a text; within a tenth for English."""
    plain = len(text) if text.isascii() else len(text.encode("ascii", "ignore"))
    others = len(text) - plain
    return plain // _PLAIN_CHARACTERS_A_TOKEN + others // _OTHER_CHARACTERS_A_TOKEN
