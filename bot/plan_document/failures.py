"""Why a file could not be read as a plan."""

from bot.errors import Unreadable


class PlanUnreadable(Unreadable):
    """Base: `key` is a Fluent message, `message` the same in plain Russian for the command line."""

    key = "error-plan-unreadable"
    message = "Файл не удалось прочитать."

    def __init__(self, **arguments: object) -> None:
        super().__init__(None, **arguments)
        self.message = type(self).message.format(**arguments)


class NotAPlan(PlanUnreadable):
    """The file opens, but no table of a plan is in it."""

    key = "error-plan-not-a-plan"
    message = "В файле нет таблицы плана: не нашлись столбцы «Мероприятие» и «Срок»."


class EmptyFile(NotAPlan):
    """The file has no content."""

    key = "error-plan-empty"
    message = "Файл пустой."


class BrokenFile(PlanUnreadable):
    """The file is not what its name says, or is damaged."""

    key = "error-plan-broken"
    message = "Файл повреждён или это не {format}: откройте его и сохраните заново."


class UnsupportedFormat(PlanUnreadable):
    """A format this version does not read."""

    key = "error-plan-format"
    message = "Формат «{extension}» не поддерживается. Пришлите план в формате .docx или .txt."


class TooBig(PlanUnreadable):
    """The file is over the limit; `limit` is in megabytes."""

    key = "error-plan-too-big"
    message = "Файл больше {limit} МБ: это не похоже на план."


class NoSuchFile(PlanUnreadable):
    """There is no such file, or it may not be opened."""

    key = "error-plan-no-file"
    message = "Файл «{name}» не найден или не открывается."
