menu-mentoring-programmes = Программы наставничества
menu-mentoring-steps = Шаги программ

mentoring-programme = 🧩 Программа
mentoring-programmes = { $count ->
    [0] Программ пока нет. Нажмите «Новая программа».
   *[other] <b>Программы наставничества</b>: { $count }. Куратор выбирает программу для пары, наставник отмечает шаги.
}
mentoring-programme-line = { $hidden ->
    [yes] 🙈{ " " }
   *[no] { "" }
}{ $title } · шагов: { $count }
mentoring-programme-new = ➕ Новая программа
mentoring-programme-kind-ask = Для каких пар программа?
mentoring-programme-title-ask = Напишите название программы одной строкой (до { $limit } знаков).
mentoring-programme-head =
    <b>{ $title }</b>{ $hidden ->
        [yes] {" "}· 🙈 скрыта
       *[no] { "" }
    }
    { $kind }{ $named ->
        [yes] {""}
            Свои темы встреч: { $topics }
       *[no] { "" }
    }
mentoring-programme-empty = Шагов пока нет. Нажмите «➕ Шаг».
mentoring-programme-hide = { $hidden ->
    [yes] Показать кураторам
   *[no] Скрыть
}
mentoring-retitle = Название
mentoring-topics = Темы
mentoring-topics-ask = Напишите темы встреч, каждую с новой строки: до { $count } тем, до { $limit } знаков каждая. Они появятся у наставника при отметке встречи. Прежние темы заменятся.
mentoring-step-add = ➕ Шаг
mentoring-step-line = { $order }. { $title } — { $days ->
    [0] в первый день
   *[other] на { $days }-й день
}{ $tip ->
    [yes] {" "}💡
   *[no] { "" }
}
mentoring-step =
    <b>{ $title }</b>
    { $days ->
        [0] В первый день пары
       *[other] Через { $days } дн. после начала пары
    }{ $told ->
        [yes] {""}

            💡 { $tip }
       *[no] {""}

            Совета пока нет. Совет приходит наставнику на неделе этого шага.
    }
mentoring-step-title = Название шага
mentoring-step-days = День
mentoring-step-tip = 💡 Совет
mentoring-step-remove = Убрать шаг
mentoring-step-title-ask = Что сделать на этом шаге? Напишите одной строкой (до { $limit } знаков).
mentoring-step-days-ask = Через сколько дней после начала пары? Напишите число от 0 до { $most }.
mentoring-step-tip-ask = Напишите совет наставнику на эту неделю: коротко и по-доброму (до { $limit } знаков).

mentoring-steps-own = { $count ->
    [0] Ни одна ваша пара пока не идёт по программе. Программу выбирает куратор.
   *[other] Чья программа?
}
mentoring-progress = { $named ->
    [yes] <b>{ $mentee }</b> · { $title }
    Сделано: { $done } из { $total }
   *[no] <b>{ $mentee }</b>. Программы у этой пары нет. Её выбирает куратор.
}
mentoring-progress-line = { $state ->
    [done] ✅
    [late] ⏰
   *[ahead] ▫️
} { $order }. { $title } — { $day }
mentoring-progress-tip = 💡 { $tip }
mentoring-tick = { $done ->
    [yes] ✅
   *[no] ▫️
} { $order }
mentoring-step-toast = { $done ->
    [yes] Отметили: сделано
   *[no] Отметка снята
}
mentoring-choose = Выбрать программу
mentoring-choose-none = Без программы
mentoring-choose-ask = { $count ->
    [0] Для пар «{ $kind }» программ пока нет. Их добавляет методист ГЦОКО.
   *[other] По какой программе пойдёт пара <b>{ $mentee }</b>?
}
mentoring-told-put = 🧩 Куратор выбрал программу для пары <b>{ $mentee }</b>: «{ $title }». Посмотрите шаги: их отмечают одним нажатием.
mentoring-steps-open = Открыть шаги
mentoring-steps-all = Мои программы
mentoring-tip-head = 💡 <b>Совет недели</b>
mentoring-tip-entry =
    { $mentee } · { $step }
    { $tip }

mentoring-programme-known = Программа «{ $title }» для таких пар уже есть. Назовите по-другому.
mentoring-line = Нужна одна строка до { $limit } знаков. Напишите ещё раз.
mentoring-topics-wrong = Нужно от одной до { $count } тем, каждая с новой строки и не длиннее { $limit } знаков. Напишите ещё раз.
mentoring-days-wrong = Нужно число дней от 0 до { $most }. Напишите ещё раз.
mentoring-too-many-steps = В программе уже { $count } шагов, больше нельзя. Уберите лишний или измените другой.
mentoring-step-done = Этот шаг уже отметили пары, убрать его нельзя. Его можно переименовать.
mentoring-step-gone = Этого шага в программе больше нет. Откройте программу заново.
