"""Plans that are harder to read, written after the first ones could be."""

from datetime import date

from tests.plan_document.zoo.animals import Animal, items
from tests.plan_document.zoo.layout import Cell, Rows, across
from tests.plan_document.zoo.office import SheetRows, book, word
from tests.plan_document.zoo.paper import html, pdf

TITLE = "План мероприятий по целевому обучению на 2027 год"
_HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]
EDUCATION, SCHOOLS = "Отдел образования", "Школы"

SIGNED: Rows = [
    ["№", "ФИО", "Должность", "Дата", "Подпись"],
    ["1", "Демова А.А.", "заместитель директора", "01.09.2026", ""],
    ["2", "Примеров Б.Б.", "педагог-психолог", "02.09.2026", ""],
]
HOURS: Rows = [["День приёма", "Время", "Кабинет"], ["вторник", "10:00", "5"], ["четверг", "15:00", "7"]]
FIVE: Rows = [
    ["№", "Мероприятие", "Срок", "Ответственный", "Результат"],
    ["1", "Опрос выпускников", "до 1 марта", EDUCATION, "Справка"],
    ["2", "Сбор заявлений", "до 10 июня", SCHOOLS, "Заявления собраны"],
]

BROKEN_NAMES: Rows = [
    ["№\nп/п", "Меро-\nприятие", "Срок испол-\nнения", "Ответст-\nвенный"],
    ["1", "Сверка данных", "до 5 апреля", EDUCATION],
    ["2", "Приказ о практике", "май", SCHOOLS],
]

MONTHS_FIRST: Rows = [
    ["Сроки", "Мероприятия", "Ответственные"],
    [Cell("Сентябрь", down=2), "Выбор кураторов", EDUCATION],
    ["Составление графика встреч", SCHOOLS],
    ["Октябрь", "Первые встречи", SCHOOLS],
]

TARGETS: Rows = [
    [
        "№ п/п",
        "Наименование мероприятия",
        "Срок реализации",
        "Исполнитель",
        "Целевой показатель",
        "2026",
        "2027",
    ],
    ["1", "Целевой набор", "ежегодно, август", EDUCATION, "число договоров", "12", "15"],
    ["2", "Наставничество", "в течение года", SCHOOLS, "число пар", "8", "10"],
]

SUBSECTIONS: Rows = [
    _HEAD,
    across("Раздел 1. Школы", 4),
    across("1.1. Старшие классы", 4),
    ["1", "Элективные курсы", "в течение учебного года", SCHOOLS],
    across("1.2. Младшие классы", 4),
    ["2", "Экскурсии", "апрель", SCHOOLS],
    across("Примечание: сроки могут быть уточнены.", 4),
]

BARE_SECTIONS: Rows = [
    ["Содержание деятельности", "Форма", "Сроки", "Ответственные"],
    ["Диагностика", "", "", ""],
    ["Изучение склонностей", "тест", "октябрь", "Педагог-психолог"],
    ["Просвещение", "", "", ""],
    ["Лекторий для родителей", "лекция", "декабрь", "Педагог-психолог"],
    ["Выпуск буклета", "буклет", "январь", SCHOOLS],
]

NAMES: Rows = [
    _HEAD,
    ["1", "Классные часы", "ежемесячно", "Демова А.А.\nПримеров Б.Б."],
    ["2", "Итоговый вечер", "27 мая", "Педагог-организатор Образцова В.В."],
]

LETTERS: Rows = [
    _HEAD,
    ["1", "Подготовка конкурса:", "", ""],
    ["а)", "положение", "до 1 февраля", EDUCATION],
    ["б)", "жюри", "до 10 февраля", EDUCATION],
    ["2", "Проведение конкурса", "март", SCHOOLS],
]

ONE_NUMBER: Rows = [
    _HEAD,
    [Cell("1", down=2), Cell("Мониторинг поступления", down=2), "до 1 июля", SCHOOLS],
    ["до 1 сентября", EDUCATION],
    ["2", "Сводный отчёт", "до 10 сентября", EDUCATION],
]

SHEET: SheetRows = [
    ["План", "", "", ""],
    _HEAD,
    ["", "Организация", "", ""],
    [1, "Штаб", "1 кв. 2027", EDUCATION],
    ["", "", "", ""],
    ["", "Контроль", "", ""],
    [2, "Проверка сайтов", "3 кв. 2027", EDUCATION],
    ["", "Итого: 2 мероприятия", "", ""],
]

SPAN: SheetRows = [
    ["№", "Название", "Дата начала", "Дата окончания", "Отв."],
    [1, "Приём заявок", date(2027, 2, 1), date(2027, 2, 15), EDUCATION],
    [2, "Экспертиза", date(2027, 2, 16), "", EDUCATION],
]

TWO_YEARS: SheetRows = [
    [
        Cell("№", down=2),
        Cell("Мероприятия", down=2),
        Cell("2026 год", right=2),
        Cell("2027 год", right=2),
        Cell("Исполнители", down=2),
    ],
    ["ноябрь", "декабрь", "январь", "февраль"],
    ["1", "Опрос", "+", "", "", "+", SCHOOLS],
    ["2", "Расчёт потребности", "", "v", "", "", EDUCATION],
]

FOOTED: Rows = [
    _HEAD,
    ["1", "Составление муниципального реестра заказчиков целевого обучения " * 3, "до 1 апреля", EDUCATION],
    ["2", "Размещение реестра", "до 10 апреля", EDUCATION],
    ["3", "Рассылка реестра школам", "до 15 апреля", EDUCATION],
]

RARE = (
    Animal(
        "lists of people who have read it and hours of reception beside the plan",
        "лист-ознакомления.docx",
        lambda: word(TITLE, HOURS, FIVE, "Лист ознакомления", SIGNED),
        items(
            "",
            ("1", "Опрос выпускников", "до 1 марта", (EDUCATION,)),
            ("2", "Сбор заявлений", "до 10 июня", (SCHOOLS,)),
        ),
    ),
    Animal(
        "names of columns broken by a narrow column",
        "узкие.docx",
        lambda: word(TITLE, BROKEN_NAMES),
        items(
            "",
            ("1", "Сверка данных", "до 5 апреля", (EDUCATION,)),
            ("2", "Приказ о практике", "май", (SCHOOLS,)),
        ),
    ),
    Animal(
        "months first, merged downwards",
        "месяцы-слева.docx",
        lambda: word(TITLE, MONTHS_FIRST),
        items(
            "",
            ("1", "Выбор кураторов", "Сентябрь", (EDUCATION,)),
            ("2", "Составление графика встреч", "Сентябрь", (SCHOOLS,)),
            ("3", "Первые встречи", "Октябрь", (SCHOOLS,)),
        ),
    ),
    Animal(
        "targets by year beside a deadline",
        "целевые.docx",
        lambda: word(TITLE, TARGETS),
        items(
            "",
            ("1", "Целевой набор", "ежегодно, август", (EDUCATION,)),
            ("2", "Наставничество", "в течение года", (SCHOOLS,)),
        ),
    ),
    Animal(
        "sections in sections, a note at the end",
        "подразделы.docx",
        lambda: word(TITLE, SUBSECTIONS),
        (
            *items("Старшие классы", ("1", "Элективные курсы", "в течение учебного года", (SCHOOLS,))),
            *items("Младшие классы", ("2", "Экскурсии", "апрель", (SCHOOLS,))),
        ),
    ),
    Animal(
        "sections that are not merged, without numbers",
        "направления-строкой.docx",
        lambda: word(TITLE, BARE_SECTIONS),
        (
            *items("Диагностика", ("1", "Изучение склонностей", "октябрь", ("Педагог-психолог",))),
            *items(
                "Просвещение",
                ("2", "Лекторий для родителей", "декабрь", ("Педагог-психолог",)),
                ("3", "Выпуск буклета", "январь", (SCHOOLS,)),
            ),
        ),
    ),
    Animal(
        "people on lines, a position with a name",
        "фамилии.docx",
        lambda: word(TITLE, NAMES),
        items(
            "",
            ("1", "Классные часы", "ежемесячно", ("Демова А.А.", "Примеров Б.Б.")),
            ("2", "Итоговый вечер", "27 мая", ("Педагог-организатор Образцова В.В.",)),
        ),
    ),
    Animal(
        "letters below a number",
        "буквы.docx",
        lambda: word(TITLE, LETTERS),
        items(
            "",
            ("1", "Подготовка конкурса:", "", ()),
            ("1.1", "положение", "до 1 февраля", (EDUCATION,)),
            ("1.2", "жюри", "до 10 февраля", (EDUCATION,)),
            ("2", "Проведение конкурса", "март", (SCHOOLS,)),
        ),
    ),
    Animal(
        "one number for two deadlines",
        "два-срока.docx",
        lambda: word(TITLE, ONE_NUMBER),
        items(
            "",
            ("1", "Мониторинг поступления", "до 1 июля до 1 сентября", (SCHOOLS, EDUCATION)),
            ("2", "Сводный отчёт", "до 10 сентября", (EDUCATION,)),
        ),
    ),
    Animal(
        "headings without numbers before each table, the first too",
        "заголовки.docx",
        lambda: word(
            TITLE,
            "Работа с педагогами",
            [_HEAD, ["1", "Семинар", "ноябрь", EDUCATION]],
            "Работа с родителями",
            [_HEAD, ["1", "Собрание", "март", SCHOOLS]],
        ),
        (
            *items("Работа с педагогами", ("1", "Семинар", "ноябрь", (EDUCATION,))),
            *items("Работа с родителями", ("1", "Собрание", "март", (SCHOOLS,))),
        ),
    ),
    Animal(
        "sections on rows of their own between blank ones, a sum at the end",
        "итого.xlsx",
        lambda: book({"Лист1": SHEET}),
        (
            *items("Организация", ("1", "Штаб", "1 кв. 2027", (EDUCATION,))),
            *items("Контроль", ("2", "Проверка сайтов", "3 кв. 2027", (EDUCATION,))),
        ),
    ),
    Animal(
        "two columns of real dates",
        "период.xlsx",
        lambda: book({"Лист1": SPAN}),
        items(
            "",
            ("1", "Приём заявок", "с 01.02.2027 по 15.02.2027", (EDUCATION,)),
            ("2", "Экспертиза", "с 16.02.2027", (EDUCATION,)),
        ),
    ),
    Animal(
        "a grid of months of two years",
        "два-года.xlsx",
        lambda: book({"Лист1": TWO_YEARS}),
        items(
            "",
            ("1", "Опрос", "ноябрь 2026, февраль 2027", (SCHOOLS,)),
            ("2", "Расчёт потребности", "декабрь 2026", (EDUCATION,)),
        ),
    ),
    Animal(
        "a page saved by Word",
        "из-ворда.htm",
        lambda: html(
            f"<p class=MsoNormal align=center><b>{TITLE}<o:p></o:p></b></p>"
            "<table class=MsoNormalTable border=1><thead><tr>"
            "<td><p class=MsoNormal>№&nbsp;п/п</p></td><td><p>Содержание<br>работы</p></td>"
            "<td><p>Дата&nbsp;проведения</p></td><td><p>Ответственные</p></td></tr></thead><tbody><tr>"
            "<td><p><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span></p></td>"
            "<td><p>День карьеры\n   молодёжи</p><p><o:p>&nbsp;</o:p></p></td>"
            "<td><p>16<span style='mso-spacerun:yes'> </span>мая</p></td>"
            "<td><p>Школы,</p><p>отдел образования</p></td></tr></tbody></table>"
        ),
        items("", ("1", "День карьеры молодёжи", "16 мая", (SCHOOLS, EDUCATION))),
    ),
    Animal(
        "a line on every page between the parts of a table",
        "колонтитул.pdf",
        lambda: pdf(
            TITLE,
            FOOTED[:2],
            "Приложение к приказу, лист 2",
            [_HEAD, FOOTED[2]],
            "Приложение к приказу, лист 3",
            [FOOTED[3]],
            shares={4: (1, 6, 3, 3)},
        ),
        items(
            "",
            (
                "1",
                ("Составление муниципального реестра заказчиков целевого обучения " * 3).strip(),
                "до 1 апреля",
                (EDUCATION,),
            ),
            ("2", "Размещение реестра", "до 10 апреля", (EDUCATION,)),
            ("3", "Рассылка реестра школам", "до 15 апреля", (EDUCATION,)),
        ),
    ),
    Animal(
        "columns of a text kept apart by spaces",
        "пробелы.txt",
        lambda: (
            "План работы на 2027 год\n\n"
            "№   Мероприятие              Срок           Ответственный\n"
            "1   Ярмарка профессий        апрель         Отдел образования\n"
            "2   Летняя смена             с 1 июня       Школы\n"
        ).encode(),
        items(
            "",
            ("1", "Ярмарка профессий", "апрель", (EDUCATION,)),
            ("2", "Летняя смена", "с 1 июня", (SCHOOLS,)),
        ),
    ),
)
