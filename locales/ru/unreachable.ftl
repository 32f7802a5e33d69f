calls-none = 👍 Звонить некому: бот достаёт до всех, и во всех организациях кто-то подключён.
calls-head = <b>Кому позвонить</b> · на { $day }
calls-list-head = Кому позвонить · на { $day }
calls-count-people = ☎️ Бот не достаёт: { $count }
calls-count-empty = 🚪 Организаций, где никто не подключён: { $count }
calls-count-doubt = ❓ Сообщение не принято или под вопросом: { $count }
calls-committee = Комитет
calls-who = { $placed ->
    [yes] { $role }, { $position }
   *[no] { $role }
}
calls-who-where = { $person ->
    [yes] ▪️ { $organisation } — { $who }
   *[no] ▪️ { $organisation }
}
calls-what-blocked = Бот заблокирован{ $dated ->
    [yes] {" "}с { $day }
   *[no] {""}
  }. Не дошло сообщений: { $count }.
calls-what-deactivated = Аккаунт удалён{ $dated ->
    [yes] , бот узнал об этом { $day }
   *[no] {""}
  }. Не дошло сообщений: { $count }.
calls-what-not_found = Чат не найден{ $dated ->
    [yes] {" "}с { $day }
   *[no] {""}
  }. Не дошло сообщений: { $count }.
calls-what-never_started = Бот ещё не открыт: «Старт» не нажат. Не дошло сообщений: { $count }.
calls-what-nobody = Никто не подключён: напоминать некому.
calls-what-failed = Telegram не принял сообщений: { $count }{ $dated ->
    [yes] , последнее — { $day }
   *[no] {""}
  }.
calls-what-uncertain = Telegram не ответил, дошло ли сообщение. Таких сообщений: { $count }{ $dated ->
    [yes] , последнее — { $day }
   *[no] {""}
  }.
calls-untold = • не знают: { $number }. { $title } — срок { $due }{ $shifted ->
    [yes] {" "}(сдать до { $effective })
   *[no] {""}
}
calls-more = • ещё сроков: { $count }, все — в списке
calls-known-otherwise = • об остальных сроках в организации знают: { $count }
calls-do-blocked = → Позвоните, назовите сроки и попросите разблокировать бота.
calls-do-deactivated = → Позвоните и назовите сроки. Новое приглашение отправит администратор.
calls-do-not_found = → Позвоните и назовите сроки. Если аккаунт новый, приглашение отправит администратор.
calls-do-never_started = → Позвоните и попросите открыть бота и нажать «Старт».
calls-do-nobody = → Позвоните, назовите сроки и узнайте, кого подключить. Приглашение отправит администратор.
calls-do-failed = → Позвоните и назовите сроки. Сообщите администратору: причина в журнале программы.
calls-do-uncertain = → Спросите, пришло ли сообщение. Если нет, назовите сроки.
calls-trouble-blocked = бот заблокирован
calls-trouble-deactivated = аккаунт удалён
calls-trouble-not_found = чат не найден
calls-trouble-never_started = «Старт» не нажат
calls-trouble-nobody = никто не подключён
calls-trouble-failed = Telegram не принял сообщение
calls-trouble-uncertain = неизвестно, дошло ли сообщение
calls-invite = Пригласить людей
calls-as-text = Списком
calls-as-table = Таблица XLSX
calls-as-file = Кому позвонить на { $day }, записей: { $count }. Список длинный, поэтому он в файле.
calls-table-ready = Таблица готова: по строке на каждый срок, о котором не знают.
calls-text-file = Кому-позвонить-{ $day }.txt
calls-table-file = Кому-позвонить-{ $day }.xlsx
calls-sheet = Кому позвонить
calls-column-organisation = Организация
calls-column-who = Кто
calls-column-trouble = Что случилось
calls-column-since = С какого дня
calls-column-missed = Не дошло сообщений
calls-column-item = Пункт
calls-column-title = Мероприятие
calls-column-due = Срок
calls-column-effective = С учётом выходных
calls-column-known = Знают ли в организации
calls-column-to-do = Что сделать
calls-known = { $known ->
    [yes] да
   *[no] нет
}
