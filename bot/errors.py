"""Refusals a person is told about: each names the Fluent key of its text."""


class DomainError(Exception):
    """Something a person may not or cannot do; `key` is a Fluent message, `args` its variables."""

    key = "error-unexpected"
    suspicious = False
    """Whether it is written to the audit log: somebody may be trying doors."""

    def __init__(self, key: str | None = None, **arguments: object) -> None:
        self.key = key or type(self).key
        self.arguments = arguments
        super().__init__(self.key, arguments)


class NotAllowed(DomainError):  # noqa: N818 - reads as the refusal it is
    """The person's roles do not permit this."""

    key = "error-not-allowed"
    suspicious = True


class NotFound(DomainError):  # noqa: N818 - reads as the refusal it is
    """The thing asked for does not exist (any more)."""

    key = "error-not-found"


class Foreign(NotFound):
    """The thing belongs to somebody else, or never existed: the answer does not tell which."""

    suspicious = True


class WrongKey(DomainError):  # noqa: N818 - reads as the refusal it is
    """A link or a code that opens nothing: unknown, used, expired or taken back."""

    suspicious = True


class Unreadable(DomainError):  # noqa: N818 - reads as the refusal it is
    """What the person sent cannot be understood; nothing was changed."""

    key = "error-unreadable"
