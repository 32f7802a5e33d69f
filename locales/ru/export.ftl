export-ask = Что выгрузить? Цикл { $year }.
export-docx = Таблица Word
export-xlsx = Таблица Excel
export-ics = Календарь плана
export-ics-organisation = Календарь организации
export-whose = { $count ->
    [0] В этом цикле поручений пока нет ни у кого.
   *[other] Чьи сроки выгрузить?
}
export-ready = Официальная таблица готова. Проверьте отметки и подпишите.
export-file = { $numbered ->
    [yes] План № { $number }
   *[no] План
  }, цикл { $year }, { $day }
export-sheet = План
export-language = ru-RU
export-stamp = УТВЕРЖДЁН
    распоряжением № { $number }{ $dated ->
        [yes] {""}
            от { $day }
       *[no] {""}
    }
export-as-of = Отметки об исполнении, цикл { $year }, по состоянию на { $day }
export-form = Цикл { $year }
export-column-number = № п/п
export-column-title = Мероприятие
export-column-deadline = Срок исполнения
export-column-executors = Ответственные исполнители
export-column-result = Ожидаемый результат
export-column-mark = Отметка об исполнении
export-clarified = { $said ->
    [yes] { $phrase } (уточнено: { $clarified })
   *[no] уточнено: { $clarified }
}
export-signer-executor = Исполнитель
export-signer-controller = Контролёр
export-sign-position = (должность)
export-sign-signature = (подпись)
export-sign-name = (фамилия, инициалы)
export-sign-date = (дата)

mark-term = { $due } — { $said }
mark-none = в этом цикле срока нет
mark-no-deadline = без срока
mark-undecided = срок не определён: план понят не до конца
mark-undated = срок не назначен
mark-before = срок прошёл до начала контроля
mark-nobody = исполнителей на контроле нет
mark-one-done = исполнено{ $dated ->
    [yes] {" "}{ $day }
   *[no] {""}
}
mark-one-reported = отчёт{ $dated ->
    [yes] {" "}от { $day }
   *[no] {""}
  } на проверке
mark-one-late = не исполнено{ $dated ->
    [yes] {""}, отчёт от { $day } возвращён
   *[no] {""}
}
mark-one-in_time = срок не наступил
mark-one-ongoing = исполняется
mark-many-done = исполнено { $count } из { $total }
mark-many-reported = на проверке ({ $count })
mark-many-late = не исполнено { $count } ({ $names }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
  })
mark-many-in_time = срок не наступил ({ $count })
mark-many-ongoing = исполняется ({ $count })

tasks-calendar = 🗓 Мои сроки в календарь
calendar-ready = Откройте файл на телефоне или в почте: сроки появятся в календаре. Если сроки изменятся, выгрузите файл снова: события обновятся, а не удвоятся.
calendar-mine = Мои сроки
calendar-plan = { $numbered ->
    [yes] План № { $number }, цикл { $year }
   *[no] План, цикл { $year }
}
calendar-organisation = { $name }, сроки цикла { $year }
calendar-summary = { $done ->
    [yes] ✅ { $number }. { $title }
   *[no] { $number }. { $title }
}
calendar-phrase = Срок в плане: { $phrase }
calendar-window = Период: { $first } – { $last }
calendar-shifted = Официальный срок ({ $due }) — выходной
calendar-whom = Кто отвечает: { $whom }
calendar-result = Ожидаемый результат: { $result }
