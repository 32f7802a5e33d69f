"""A plan of fourteen items, of which ten have deadlines that nobody should trust without looking."""

import io
from functools import cache

import docx

NUMBER = "77-демо"
STAMP = (
    "УТВЕРЖДЕН",
    "распоряжением председателя Комитета",
    f"от «12» 01 2026 г. № {NUMBER}",
    "",
    "План мероприятий по профориентации (демо) на 2026-2027 годы",
)
SCHOOLS = "общеобразовательные организации"

ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    ("1.", "Организация работы", "", "", ""),
    ("1.1.", "Составить список классов", "до 31 апреля 2027 года", SCHOOLS, "Список составлен"),
    ("1.2.", "Назначить ответственных", "", SCHOOLS, "Ответственные назначены"),
    ("1.3.", "Провести родительские собрания", "когда будет готово", SCHOOLS, "Собрания проведены"),
    ("1.4.", "Собрать заявки", "до 1 марта, кроме вечерних классов", SCHOOLS, "Заявки собраны"),
    ("1.5.", "Утвердить дорожную карту", "до 15 марта 2014 года", SCHOOLS, "Карта утверждена"),
    ("1.6.", "Провести ярмарку профессий", "ежегодно, до 15 апреля", SCHOOLS, "Ярмарка проведена"),
    ("1.7.", "Подвести итоги ярмарки", "ежегодно, до 20 апреля", SCHOOLS, "Итоги подведены"),
    ("2.", "Сопровождение", "", "", ""),
    ("2.1.", "Закрепить наставников", "до 30 февраля", SCHOOLS, "Наставники закреплены"),
    ("2.2.", "Составить график встреч", "до 1 октября 2031 года", SCHOOLS, "График составлен"),
    ("2.3.", "Провести встречи с работодателями", "до 45 мая", SCHOOLS, "Встречи проведены"),
    ("2.4.", "Выпустить буклет", "чем раньше, тем лучше", SCHOOLS, "Буклет выпущен"),
    ("2.5.", "Обновить стенд", "абракадабра 7", SCHOOLS, "Стенд обновлён"),
    ("2.7.", "Сдать отчёт", "ежегодно, до 1 июня", SCHOOLS, "Отчёт сдан"),
    ("2.8.", "Сдать отчёт", "ежегодно, до 1 июня", SCHOOLS, "Отчёт сдан"),
)
BROKEN = ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5")


@cache
def broken_plan(*changes: tuple[str, int, str], without: str = "", more: tuple[str, ...] = ()) -> bytes:
    """The document, with some cells changed: (number, column, text); without an item; with one more row.

    Kept, because two files of one content differ: the moment of writing is in them.
    """
    changed = {(number, column): text for number, column, text in changes}
    document = docx.Document()
    for line in STAMP:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=5)
    heads = ("№ п/п", "Мероприятие", "Срок исполнения", "Ответственные исполнители", "Ожидаемый результат")
    rows = [row for row in ROWS if row[0] != f"{without}."]
    for row in (heads, *rows, *((more,) if more else ())):
        for column, cell in enumerate(table.add_row().cells):
            cell.text = changed.get((row[0].rstrip("."), column), row[column])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
