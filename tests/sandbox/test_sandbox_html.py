"""The reader of Telegram's HTML against aiogram's writer, which other people wrote."""

from html import escape

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.html import parse_html, to_html, trimmed, utf16_length
from bot.sandbox.refusals import ApiError

WORDS = st.text(alphabet="абв xyz🌍<>&\"'\n", min_size=1, max_size=8)
MARKS = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "code"])


@st.composite
def formatted(draw: st.DrawFn) -> str:
    """Properly nested HTML, up to three deep."""

    def part(depth: int) -> str:
        inside = escape(draw(WORDS))
        if depth and draw(st.booleans()):
            inside += part(depth - 1)
        tag = draw(MARKS)
        return f"<{tag}>{inside}</{tag}>" if draw(st.booleans()) else inside

    return "".join(part(3) for _ in range(draw(st.integers(1, 4))))


@given(formatted())
def test_reading_and_writing_agree_with_aiogram(source: str) -> None:
    text, entities = parse_html(source)
    theirs = html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities])
    assert parse_html(theirs)[0] == text
    assert parse_html(to_html(text, entities))[0] == text
    plain = "".join(html_decoration.unparse(text, []))
    assert parse_html(plain)[0] == text


@given(formatted())
def test_entities_lie_inside_the_text(source: str) -> None:
    text, entities = trimmed(*parse_html(source))
    assert text == text.rstrip(" \n")
    assert not text.startswith((" ", "\n")) or entities[0]["offset"] == 0
    size = utf16_length(text)
    for entity in entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= entity["offset"] + entity["length"] <= size


@given(st.text(alphabet="<>/ab=\"' &;#x1й", max_size=40))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        text, _ = parse_html(source)
    except ApiError as refusal:
        assert refusal.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017
    else:
        assert isinstance(text, str)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://ya.ru/?a=1&amp;b=2">ссылка</a>',
        '<pre><code class="language-python">x = 1 &lt; 2</code></pre>',
        "<blockquote>цитата <b>с жирным</b></blockquote> хвост",
        "<blockquote expandable>длинная</blockquote>",
        "<b>🌍<i>🌍</i></b>🌍",
        "<u><s>x</s></u>",
    ],
)
def test_what_was_read_is_written_the_same(html: str) -> None:
    assert to_html(*parse_html(html)) == html
