"""«Спросить человека», wherever it stands."""

from aiogram.filters.callback_data import CallbackData


class AskTap(CallbackData, prefix="as"):
    """Ask a human, about a card of facts (0: about anything)."""

    card: int = 0
