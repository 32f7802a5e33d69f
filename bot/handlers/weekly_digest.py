"""What a parent reads on Friday evening."""

from datetime import date
from typing import Any

from bot.handlers.menu import MenuTap
from bot.handlers.pages import BLANK, text_of
from bot.handlers.privacy import TopicTap
from bot.handlers.replies import button, rows
from bot.handlers.route_taps import RouteTap
from bot.messenger.rendered import Rendered
from bot.models import Topic
from bot.texts import Html, Words, shorten


def week_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Done, next, needed from you: for each child; off by one tap."""
    parts: list[Html | None] = [words.html("family-week-head")]
    routes = []
    for child in arguments["children"][:6]:
        parts += [BLANK, words.html("family-week-child", code=child["code"], **{"class": child["class"]})]
        parts += [words.html("family-week-done", title=shorten(title, 90)) for title in child["done"]]
        parts += [
            words.html("family-week-next", title=shorten(title, 90), day=date.fromisoformat(day))
            for day, title in child["next"]
        ]
        parts += [words.html(f"family-week-needs-{what}") for what in child["needed"]]
        label = words.label("family-week-route", code=child["code"])
        routes.append([button(label, RouteTap(act="open", id=child["student"]).pack())])
    needed = {what for child in arguments["children"] for what in child["needed"]}
    consents = [button(words.label("menu-consents"), MenuTap(to="consents").pack())]
    events = [button(words.label("menu-events"), MenuTap(to="events").pack())]
    off = [button(words.label("family-week-off"), TopicTap(topic=Topic.DIGEST).pack())]
    return Rendered(
        text_of(*parts),
        rows(
            *([consents] if "consent" in needed else []),
            *([events] if "offer" in needed else []),
            *routes,
            off,
        ),
    )
