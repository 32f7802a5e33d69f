"""The demo: an invented town in the local Telegram, with a clock that can be moved."""
