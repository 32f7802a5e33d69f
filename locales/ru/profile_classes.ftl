profile-head = <b>Профильные классы и группы</b>: { $count }{ $count ->
    [0] . Добавьте первый или возьмите список прошлого года.
   *[other] , фактический набор указан у { $filled }.
}
profile-where = О какой организации речь?
profile-button = { $name } · { $filled ->
    [yes] { $actual } из { $planned }
   *[no] план { $planned }
}
profile-new = Добавить
profile-copy = Как в прошлом году
profile-copied = { $count ->
    [0] В прошлом году списка не было
    [one] Добавлен { $count }
    [few] Добавлено { $count }
   *[other] Добавлено { $count }
}
profile-table = Таблица XLSX
profile-table-done = Перечень профильных классов и групп (2.1.1) и сведения о комплектовании (2.1.2).
profile-kind-class = Класс
profile-kind-group = Группа
profile-kind-ask = Что добавить?
profile-direction-ask = Какое направление?
profile-grade-ask = Какой класс?
profile-name-ask = Как называется? Например «10А педагогический».
profile-planned-ask = Сколько обучающихся планируется? Напишите число.
profile-partner-ask = Кто партнёр: колледж, вуз, больница, предприятие? Напишите название.
profile-no-partner = Без партнёра
profile-actual-ask = Сколько на самом деле набрали в «{ $name }»? План: { $planned }. Напишите число.
profile-order-ask = Номер приказа о комплектовании? Например «15-у от 01.09.2027».
profile-no-order = Приказа пока нет
profile-view =
    <b>{ $name }</b>
    { $organisation }
    { $kind }, { $grade } класс, { $direction }

    План: { $planned }{ $filled ->
        [yes] , набрано: { $actual }
       *[no] { "" }
    }
    { $partnered ->
        [yes] Партнёр: { $partner }
       *[no] Партнёра нет
    }{ $ordered ->
        [yes] { " " }· приказ { $order }
       *[no] { "" }
    }
profile-fill = Фактический набор
profile-close = Убрать
profile-empty = Не заполнили ({ $count }): { $names }
profile-class-text = Название и партнёр — до { $limit } знаков. Напишите ещё раз.
profile-class-count = Нужно число от 0 до { $most }. Напишите ещё раз.
profile-class-known = «{ $name }» в списке уже есть. Назовите иначе или откройте его.
profile-sheet-list = Перечень
profile-sheet-fact = Комплектование
profile-sheet-empty = Не заполнили
profile-list-title = Перечень профильных классов и групп по организациям (циклограмма, п. 2.1.1)
profile-fact-title = Сведения о комплектовании профильных классов и групп (циклограмма, п. 2.1.2)
profile-year = { $year }/{ $next } учебный год
profile-column-organisation = Организация
profile-column-kind = Вид
profile-column-name = Название
profile-column-direction = Направление
profile-column-grade = Класс
profile-column-planned = План
profile-column-actual = Факт
profile-column-difference = Отклонение
profile-column-partner = Партнёр
profile-column-order = Приказ
profile-file = profilnye-klassy-{ $year }.xlsx
