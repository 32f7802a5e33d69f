board-none = Работающих планов пока нет. Откройте «Планы», загрузите документ и запустите цикл.
board-choose = Какой план показать?
board-cycle = { $numbered ->
    [yes] № { $plan } · { $year }
   *[no] { $plan } · { $year }
}
board-cycle-closed = Этот цикл уже закрыт. Откройте доску заново через /board.
board-head = { $numbered ->
    [yes] <b>План № { $plan }</b>, цикл { $year }
   *[no] <b>{ $plan }</b>, цикл { $year }
  } · на { $day }

board-bar = { $bar } закрыто <b>{ $done }</b> из { $total }
board-count-done = 🟢 снято с контроля: { $count }
board-count-reported = 🟡 ждут контроля: { $count }
board-count-in_time = ⚪ срок впереди: { $count }{ $promised ->
    [0] {""}
   *[other] , из них обещано: { $promised }
}
board-count-late = 🔴 просрочено: { $count }
board-count-silent = 🔕 молчат, не ответили ни разу: { $count }
board-row = { $bar } { $done } из { $total }{ $late ->
    [0] {""}
   *[other] {" "}· 🔴 { $late }
  }{ $silent ->
    [0] {""}
   *[other] {" "}· 🔕 { $silent }
}
board-section = <b>{ $number }. { $title }</b>
board-undated = 📅 Без даты: { $count }. Назначьте их, чтобы бот начал напоминать.
board-before-start = ⏮ Прошли до запуска плана: { $count }. О них бот не спрашивает.

board-place-late = 🔴 { $count }
board-place-silent = 🔕 { $count }
board-place-in_time = ⚪ { $count }
board-place-reported = 🟡 { $count }
board-place-done = 🟢 { $count }
board-section-button = { $number }. { $title }
board-debts = Кто не сдал
board-table = Таблица XLSX
board-table-ready = Таблица готова. В ней три листа: «Сводка», «Поручения», «Кто не сдал».
board-undated-open = Назначить даты
board-others = Другие планы

board-item = <b>{ $number }.</b> { $title }
board-item-button = { $late ->
    [0] { $silent ->
        [0] { $number }
       *[other] 🔕 { $number }
    }
   *[other] 🔴 { $number }
}
board-section-empty = В этом цикле у раздела нет пунктов со сроком.
board-term-undated = нет даты
board-term-ongoing = 📅 весь период: { $first } – { $last }
board-term-dated = { $windowed ->
    [yes] 📅 с { $first } по { $due }
   *[no] 📅 { $due }
  }{ $shifted ->
    [yes] {" "}(выходной, сдать до { $effective })
   *[no] {""}
}
board-term-past = ⏮ { $dates } — прошло до запуска
board-item-phrase = Срок в плане: <i>«{ $phrase }»</i>
board-item-meaning = Понято так: { $meaning }
board-item-result = Ожидаемый результат: { $result }
board-no-lines-undated = Дата не назначена, поэтому бот никого не спрашивает.
board-no-lines-past = Срок прошёл до запуска плана. О нём бот не спрашивает.
board-no-lines-nobody = Исполнять некому: ни одна организация не названа исполнителем.
board-mark = { $standing ->
    [done] 🟢
    [reported] 🟡
   *[other] { $state ->
        [disputed] 🟣
       *[other] { $standing ->
            [late] 🔴
           *[other] { $state ->
                [returned] 🟠
               *[other] { $promised ->
                    [yes] 🔵
                   *[no] ⚪
                }
            }
        }
    }
  }{ $silent ->
    [yes] 🔕
   *[no] {""}
}
board-line = { $mark } { $name }{ $promised ->
    [yes] {" "}· обещано { $day }
   *[no] {""}
}
board-item-settings = Настроить
board-set-date = Назначить дату

board-organisation = <b>{ $name }</b>
board-members-none = ☎️ Никто не подключён: бот не может напомнить. Попросите администратора пригласить ответственного.
board-member = 👤 { $placed ->
    [yes] { $role }, { $position }
   *[no] { $role }
  }{ $unreachable ->
    [yes] {" "}— ☎️ бот не достаёт, позвоните
   *[no] {""}
}
board-duties = { $count ->
    [0] Поручений в этом цикле нет.
   *[other] Поручений: { $count }. Нажмите, чтобы открыть карточку.
}
board-card = { $mark } Карточка пункта { $number }
board-duty = { $mark } { $number } · { $day }
board-entry = { $mark } { $number } · { $name } · { $day }

board-list-late = 🔴 Просрочено: { $count }. Нажмите, чтобы открыть карточку.
board-list-silent = 🔕 Нет ответа: { $count }. Пора было приступить, но ни обещания, ни отчёта, ни вопроса нет. Стоит позвонить.
board-list-in_time = ⚪ Срок впереди: { $count }. 🔵 — назвали день, ⚪ — пока нет.
board-list-reported = 🟡 Ждут контроля: { $count }. Откройте карточку, чтобы принять или вернуть.
board-list-done = 🟢 Снято с контроля: { $count }.
board-list-undated = { $count ->
    [0] Все даты назначены.
   *[other] 📅 Без даты: { $count }. Нажмите номер, чтобы назначить день.
}

debts-head = { $numbered ->
    [yes] Кто не сдал на { $day } — план № { $plan }, цикл { $year }
   *[no] Кто не сдал на { $day } — { $plan }, цикл { $year }
}
debts-none = 👍 Все, чей срок прошёл, отчитались.
debts-item = { $number }. { $title } — срок { $due }
debts-organisation = { $name }
debts-line-item = • { $name } — { $days ->
    [one] опоздание { $days } рабочий день
    [few] опоздание { $days } рабочих дня
    [0] срок прошёл
   *[other] опоздание { $days } рабочих дней
  }{ $disputed ->
    [yes] {" "}(сообщили «не наше», решения пока нет)
   *[no] {""}
}
debts-line-organisation = • { $number }. { $title } — срок { $due }, { $days ->
    [one] опоздание { $days } рабочий день
    [few] опоздание { $days } рабочих дня
    [0] срок прошёл
   *[other] опоздание { $days } рабочих дней
  }{ $disputed ->
    [yes] {" "}(сообщили «не наше», решения пока нет)
   *[no] {""}
}
debts-by-item = По пунктам
debts-by-organisation = По организациям
debts-file = Кто-не-сдал-{ $year }-на-{ $day }.txt
debts-as-file = Цикл { $year }, на { $day } не сдано поручений: { $count }. Список длинный, поэтому он в файле: его можно переслать.

board-file = Контроль-{ $year }-на-{ $day }.xlsx
board-sheet-title = { $numbered ->
    [yes] { $plan } (№ { $number }), цикл { $year }
   *[no] { $plan }, цикл { $year }
}
board-sheet-as-of = По состоянию на { $day }
board-sheet-total = Всего
board-sheet-summary = Сводка
board-sheet-assignments = Поручения
board-sheet-debts = Кто не сдал
board-column-section = Раздел
board-column-total = Всего поручений
board-column-done = Снято с контроля
board-column-reported = Ждут контроля
board-column-in_time = Срок впереди
board-column-promised = из них обещано
board-column-late = Просрочено
board-column-silent = Молчат
board-column-item = Пункт
board-column-title = Мероприятие
board-column-phrase = Срок в плане
board-column-organisation = Организация
board-column-due = Срок
board-column-effective = С учётом выходных
board-column-state = Состояние
board-column-promised-day = Обещано к
board-column-reported-day = Отчёт получен
board-column-evidence = Подтверждение
board-column-days-late = Опоздание, рабочих дней
board-column-reason = Причина возврата
board-state = { $state ->
    [accepted] снято с контроля
    [reported] ждёт контроля
   *[other] { $late ->
        [yes] просрочено
       *[no] { $ongoing ->
            [yes] в течение периода
           *[no] срок впереди
        }
    }
  }{ $state ->
    [promised] , обещано
    [returned] , возвращено на доработку
    [disputed] , сообщили «не наше»
   *[other] {""}
  }{ $silent ->
    [yes] , ответа нет
   *[no] {""}
}
board-proof-photo = фото
board-proof-file = { $explained ->
    [yes] { $name } — { $text }
   *[no] { $name }
}
