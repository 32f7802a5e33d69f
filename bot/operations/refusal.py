"""What an operator is told when something cannot be done."""


class Refused(Exception):  # noqa: N818 - reads as the sentence it starts
    """The work was not done and nothing was changed; the message is one line that says why and what to do."""
