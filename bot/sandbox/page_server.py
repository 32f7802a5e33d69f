"""The page."""

from collections.abc import Sequence

from aiohttp import web

from bot.sandbox.clock_controls import ClockControls
from bot.sandbox.world import World


class Page:
    """Stub."""

    def __init__(self, world: World, controls: ClockControls | None, guide: Sequence[str]) -> None:
        self.world = world
        self.controls = controls
        self.guide = guide

    def close(self) -> None:
        """End live connections."""

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """The page."""
        return web.Response(status=404)
