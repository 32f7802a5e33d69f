"""Who is speaking, and the refusals that only look at it."""

from dataclasses import dataclass

from bot.errors import NotAllowed
from bot.models import Role


@dataclass(frozen=True)
class Actor:
    """A person as the bot meets them in one update: identity, language, roles."""

    person_id: int
    user_id: int
    language: str
    roles: frozenset[Role]
    organisation_ids: frozenset[int]

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def controls(self) -> bool:
        """Whether the person sees the whole board: controller, methodist or administrator."""
        return self.has(Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)


def only_controlling(actor: Actor) -> None:
    """Refuse everybody who does not see the whole board."""
    if not actor.controls:
        raise NotAllowed


def only_administrators(actor: Actor) -> None:
    """Refuse everybody but administrators."""
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed
