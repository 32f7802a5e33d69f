"""Rules for other papers: a plan or a schedule that decides, the number and date of an order, a heading."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Doubt, OnPlan
from bot.plan_document.grammar.words import PLAN_NOUNS

_BARE_PLANS = ("план", "график", "расписание")
# «определённые приказом», «устанавливаются Министерством»
_SET = (
    "определ",
    "устан",
    "утвержд",
    "предусм",
    "указан",
    "соглас",
    "доведен",
    "обознач",
    "регламент",
    "назнач",
)


def on_plan(cursor: Cursor) -> OnPlan | None:
    """«в соответствии с региональным планом», «по отдельному графику», «в установленном порядке»."""
    found = cursor.attempt(_set_terms) or cursor.attempt(_by_paper) or cursor.attempt(_bare_plan)
    if found is not None:
        while cursor.attempt(_more_plans):
            pass
    return found


def _by_paper(cursor: Cursor) -> OnPlan | None:
    if cursor.take("согласно") or cursor.take_words("в соответствии") or cursor.take_words("на основании"):
        cursor.take("с")
        return OnPlan() if cursor.take_free_words() else None
    if not cursor.take("по"):
        return None
    begin = cursor.place
    cursor.take_free_words()
    return OnPlan() if _names_plan(cursor, begin) else None


def _set_terms(cursor: Cursor) -> OnPlan | None:
    """«в установленном порядке», «в сроки, установленные Министерством», «в установленные законом сроки»."""
    cursor.take("в")
    if cursor.take("установленный"):
        cursor.take_mark(".")
        cursor.take_free_words(stop=("порядке", "срок"))
        return OnPlan() if cursor.take("порядке", "срок") else None
    terms = cursor.peek()
    if terms is None or not cursor.take("срок"):
        return None
    many = cursor.text[terms.end - 1].lower() == "и"
    cursor.take_mark(",")
    begin = cursor.place
    is_set = _is_set(cursor) or cursor.is_word("согласно")
    taken = cursor.take_free_words()
    return OnPlan() if taken and (is_set or (many and cursor.tokens[begin].start - terms.end <= 1)) else None


def _bare_plan(cursor: Cursor) -> OnPlan | None:
    """«План работы школы» in place of «по плану …»: only as the whole beginning of a cell."""
    if cursor.place != 0:
        return None
    cursor.place += cursor.kind(1) == "unknown" and cursor.tokens[1].value in _BARE_PLANS
    if not cursor.take_unknown(*_BARE_PLANS):
        return None
    cursor.take_free_words()
    return OnPlan()


def _names_plan(cursor: Cursor, begin: int) -> bool:
    return any(
        token.value in PLAN_NOUNS or token.value in ("порядке", "срок", "согласно")
        for token in cursor.tokens[begin : cursor.place]
    )


def _more_plans(cursor: Cursor) -> bool | None:
    """«, календарным учебным графиком и планом внеурочной деятельности», «от 10.09.2023 № 5»."""
    if cursor.attempt(_details):
        return True
    if not cursor.take_mark(","):
        return None
    begin = cursor.place
    is_set = _is_set(cursor)
    cursor.take_free_words()
    return True if is_set or _names_plan(cursor, begin) else None


def _is_set(cursor: Cursor) -> bool:
    """«установленные», «определённые» stands here."""
    word = cursor.peek()
    is_participle = word is not None and word.kind == "unknown" and str(word.value).startswith(_SET)
    return is_participle or cursor.is_word("установленный")


def blank(cursor: Cursor) -> Doubt | None:
    """«__», «"___"»: a number that was to be written by hand."""
    cursor.take_mark("«", '"', "“")
    if not cursor.take_mark("_"):
        return None
    while cursor.take_mark("_", "»", '"', "”"):
        pass
    return Doubt("дата не проставлена", blank=True)


def reference(cursor: Cursor) -> Doubt | None:
    """The number and date of a paper on their own."""
    dated = cursor.attempt(_details)
    if dated is None:
        return None
    return Doubt(remark="реквизиты документа, а не срок" if dated else "номер документа, а не срок")


def _details(cursor: Cursor) -> bool | None:
    """«№ 5 от 10.09.2023» or «от 10.09.2023 № 5» (true), «№ 273-ФЗ» (false)."""
    begin = cursor.place
    if cursor.take("от") and cursor.kind() == "date":
        cursor.place += 1
        if cursor.take("год"):
            cursor.take_mark(".")
        return True if _number_sign(cursor) and _paper_number(cursor) else None
    cursor.place = begin
    if not (_number_sign(cursor) and _paper_number(cursor)):
        return None
    before_date = cursor.place
    if cursor.take("от") and cursor.kind() == "date":
        cursor.place += 1
        if cursor.take("год"):
            cursor.take_mark(".")
        return True
    cursor.place = before_date
    return False


def _number_sign(cursor: Cursor) -> bool:
    token = cursor.peek()
    if token is not None and cursor.text[token.start : token.end] in ("N", "No"):
        cursor.place += 1
        return True
    return cursor.take_mark("№")


def _paper_number(cursor: Cursor) -> bool:
    """«5», «273-ФЗ», «01-15/234»: everything without spaces."""
    begin = cursor.place
    while not cursor.done:
        token, before = cursor.peek(), cursor.peek(-1)
        assert token is not None
        touches = cursor.place == begin or (before is not None and before.end == token.start)
        if not touches or cursor.is_mark(",", ";", ")", "("):
            break
        cursor.place += 1
    return cursor.place > begin and cursor.tokens[begin].kind != "punct"
