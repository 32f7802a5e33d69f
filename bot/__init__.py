"""Целевой маршрут: from an official order to a nudge in the chat."""
