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


class Scanned(PlanUnreadable):
    """The pages of a PDF are pictures, or their text cannot be told from its signs."""

    key = "error-plan-scanned"
    message = "В этом PDF нет текста – только снимки страниц. Нужен план файлом Word или PDF с текстом."


class Locked(PlanUnreadable):
    """The file opens only with a password."""

    key = "error-plan-locked"
    message = "Файл защищён паролем: снимите защиту и сохраните его заново."


class NeedsOffice(PlanUnreadable):
    """A format that is read through LibreOffice, and there is none."""

    key = "error-plan-needs-office"
    message = (
        "Чтобы читать «{extension}», нужен LibreOffice, а здесь он не установлен. "
        "Сохраните план в формате .docx или .xlsx."
    )


class UnsupportedFormat(PlanUnreadable):
    """A format this version does not read."""

    key = "error-plan-format"
    message = (
        "Формат «{extension}» не поддерживается. Подойдёт план в формате .docx, .xlsx, .pdf (с текстом), "
        ".html, .txt, .csv, а где есть LibreOffice – и .doc, .odt, .rtf."
    )


class TooBig(PlanUnreadable):
    """The file is over the limit; `limit` is in megabytes."""

    key = "error-plan-too-big"
    message = "Файл больше {limit} МБ: это не похоже на план."


class TooMuch(PlanUnreadable):
    """The file unpacks to more than a plan can hold: rows, pages, memory, time."""

    key = "error-plan-too-much"
    message = "В файле слишком много для плана: оставьте в нём только таблицу плана и пришлите снова."


class NoSuchFile(PlanUnreadable):
    """There is no such file, or it may not be opened."""

    key = "error-plan-no-file"
    message = "Файл «{name}» не найден или не открывается."
