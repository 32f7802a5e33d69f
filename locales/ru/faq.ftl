theme-basics = Основы
theme-customer = Кто заказчик
theme-admission = Как поступить
theme-college = После 9 класса: колледж
theme-contract = Договор
theme-support = Поддержка
theme-liability = Ответственность
theme-pauses = Армия, декрет, освобождение
theme-dates = Сроки
audience-9 = 9 класс
audience-11 = 11 класс
audience-both = все
faq-head =
    <b>Вопросы и ответы о целевом обучении</b>

    Выберите класс ребёнка или просто напишите вопрос, например «какой штраф» или «а если армия».
    Под каждым ответом — источник и дата проверки. Это справка, а не юридическое заключение.
faq-grade-9 = 9 класс
faq-grade-11 = 11 класс
faq-ask = Спросить человека
faq-theme = { $theme } · { $count }
faq-themes = О чём рассказать семье { $grade }-классника?
faq-titles = <b>{ $theme }</b>
faq-title = <b>{ $title }</b>
faq-body = { $body }
faq-source = <i>Источник: { $source }. Проверено { $day }.{ $dated ->
    [yes] { " " }Верно для приёма { $year } года.
   *[no] { "" }
}</i>
faq-stale = Данные за { $year } год устарели, а новых проверенных пока нет. Спросите человека: кнопка ниже.
faq-stale-short = Данные устарели, откройте бота и спросите
faq-good = 👍 Помогло
faq-bad = 👎 Не помогло
faq-thanks = { $helpful ->
    [yes] Спасибо, рады помочь
   *[no] Спасибо, мы поправим. Можно спросить человека
}
faq-found = Вот что похоже на ваш вопрос:
faq-nothing = Готового ответа не нашлось. Напишите другими словами или спросите человека.
faq-inline = Открыть бота

desk-head =
    <b>Карточки: { $count }</b>
    { $look ->
        [0] Все проверены.
       *[other] Требуют внимания: { $look }.
    }
desk-theme = { $theme } · { $count }{ $look ->
    [0] { "" }
   *[other] { " " }⚠️ { $look }
}
desk-cards = ✅ проверена у нас, ☑️ ещё не проверена у нас, ⌛ устарела, 👎 не помогает, 🚫 скрыта.
desk-card = { $mark ->
    [hidden] 🚫
    [stale] ⌛
    [unhelpful] 👎
    [well] ✅
   *[unchecked] ☑️
} { $title }
desk-state =
    Для кого: { $audience }. Помогло: { $helpful }, не помогло: { $unhelpful }.
    { $checked ->
        [yes] Проверена у нас { $day }.
       *[no] У нас ещё никто не проверил.
    }{ $hidden ->
        [yes] { " " }Скрыта от людей.
       *[no] { "" }
    }
desk-edit-title = Заголовок
desk-edit-body = Текст
desk-edit-source = Источник
desk-edit-keywords = Слова для поиска
desk-act-check = ✅ Проверено сегодня
desk-act-year = Для какого года
desk-act-hide = Скрыть
desk-act-show = Показать
desk-saved = Сохранено
desk-new = Новая карточка
desk-new-theme = Какая тема у новой карточки?
desk-new-audience = Для кого она?
desk-new-title = Напишите заголовок, до { $limit } знаков.
desk-new-body = Теперь текст: простыми словами, до { $limit } знаков.
desk-new-source = Укажите источник: сайт или документ и дату. Без источника карточка должна честно говорить «зависит от договора».
desk-no-source = Без источника
desk-ask-title = Сейчас: { $now }. Пришлите новый заголовок, до { $limit } знаков.
desk-ask-body =
    Сейчас:

    { $now }

    Пришлите новый текст, до { $limit } знаков.
desk-ask-source = Сейчас: { $now }. Пришлите новый источник, до { $limit } знаков.
desk-ask-keywords = Сейчас: { $now }. Пришлите слова, по которым искать, через пробел, до { $limit } знаков.
desk-year = Для какого года приёма верны эти данные? После него карточка перестанет показываться как факт.
desk-no-year = Не зависит от года
card-length = Текст пустой или длиннее { $limit } знаков. Пришлите его ещё раз.
tip = 💡 Коротко о целевом обучении: <b>{ $title }</b>
tip-open = Прочитать
tip-silence = Не присылать советы
