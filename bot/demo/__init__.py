"""The demo: an invented town in the local Telegram, with a clock that can be moved."""

from bot.demo.town import DEMO_TOKEN, Town, run_demo

__all__ = ["DEMO_TOKEN", "Town", "run_demo"]
