"""The local Telegram is real code: it has tests of its own."""
