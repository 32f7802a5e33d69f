digest-head = { $count ->
    [one] Доброе утро! Сегодня { $count } напоминание.
    [few] Доброе утро! Сегодня { $count } напоминания.
   *[other] Доброе утро! Сегодня { $count } напоминаний.
}
digest-more = …и ещё { $count }: все они в «Мои поручения».
digest-open = { $dated ->
    [yes] { $item } · { $day }
   *[no] { $item }
}
digest-late-head = <b>Не сдали в срок:</b>
digest-late = 🔴 <b>{ $item }</b> ({ $due }), { $title } — { $count ->
    [one] { $count } организация
    [few] { $count } организации
   *[other] { $count } организаций
  }{ $named ->
    [yes] : { $names }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }
   *[no] {""}
}
digest-undated-head = <b>Назначьте дату:</b>
digest-undated = • <b>{ $item }</b> { $title } <i>«{ $phrase }»</i>
digest-set-date = { $item }: дата
digest-decide = { $item }: решить срок

digest-line = • <b>{ $item }.</b> { $title }{ $dated ->
    [yes] {" "}— до { $day }
    [shifted] {" "}— до { $day } (по приказу { $due })
   *[no] {""}
}
group-weekly = <b>🔴 Срок прошёл, отчёта всё ещё нет</b>
group-overdue = <b>🔴 Срок прошёл, отчёта нет</b>
group-broken = <b>🔔 Вы обещали, срок обещания вышел</b>
group-returned = <b>🟠 Вернули на доработку</b>
group-review = <b>📨 Пришли отчёты: проверьте</b>
group-request = <b>🙋 Есть просьбы: ответьте</b>
group-before = <b>⏳ Скоро срок</b>
group-today = <b>⏰ Срок сегодня</b>
group-opens = <b>🟢 Начинается</b>
group-begun = <b>🟢 Уже идёт</b>
group-month = <b>📝 Что сделано за месяц? Напишите коротко</b>
group-accepted = <b>🟢 Приняты, спасибо</b>
group-moved = <b>📅 Срок изменился</b>
group-removed = <b>⚫ Больше не ваше: исключено из плана или передано другим</b>
group-answered = <b>💬 Пришли ответы</b>
group-handed = <b>👉 Передали вам</b>

step-opens = { $begun ->
    [yes] 🟢 Уже идёт: пора приступать.
   *[no] 🟢 Начинается: { $when ->
        [today] сегодня и последний день.
       *[other] пора приступать.
    }
}
step-before = { $when ->
    [today] ⏰ Срок сегодня.
   *[other] { $days ->
        [one] ⏳ До срока { $days } день.
        [few] ⏳ До срока { $days } дня.
       *[other] ⏳ До срока { $days } дней.
    }
}
step-month = 📝 Что сделано за месяц? Напишите коротко.
step-broken = 🔔 Вы обещали к { $day }. Получилось? Отправьте отчёт или назовите новый день.
step-overdue = { $days ->
    [one] 🔴 Срок прошёл { $days } день назад, отчёта нет.
    [few] 🔴 Срок прошёл { $days } дня назад, отчёта нет.
   *[other] 🔴 Срок прошёл { $days } дней назад, отчёта нет.
}
step-weekly = { $days ->
    [one] 🔴 Срок прошёл { $days } день назад, отчёта всё ещё нет.
    [few] 🔴 Срок прошёл { $days } дня назад, отчёта всё ещё нет.
   *[other] 🔴 Срок прошёл { $days } дней назад, отчёта всё ещё нет.
}
step-review = 📨 Пришёл отчёт: проверьте.
step-request = 🙋 Есть просьба: ответьте.
step-accepted = 🟢 Отчёт принят, пункт снят с контроля. Спасибо!
step-returned = 🟠 Отчёт вернули на доработку: откройте, чтобы увидеть причину.
step-answered = 💬 Пришёл ответ: откройте, чтобы увидеть.
step-moved = 📅 Срок изменился{ $dated ->
    [yes] {""}: был { $was }
   *[no] {""}
}
step-removed = ⚫ Пункт исключён из плана или передан другим: делать ничего не нужно.
step-handed = 👉 Поручение передали вам.

news-review = 📨 <b>Отчёт по пункту { $item }</b>
    { $organisation }{ $explained ->
        [yes] : { $text }
       *[no] {""}
    }{ $attached ->
        [yes] {" "}📎 { $file }
       *[no] {""}
    }
news-request-help = 🆘 <b>Нужна помощь, пункт { $item }</b>
    { $organisation }: { $text }
news-request-dispute = 🟣 <b>«Не наше», пункт { $item }</b>
    { $organisation }: { $text }
news-request-extension = 📆 <b>Просят перенести срок, пункт { $item }</b>
    { $organisation }, на { $day }: { $text }
news-accepted = 🟢 Пункт { $item } снят с контроля. Спасибо!
news-returned = 🟠 <b>Отчёт по пункту { $item } вернули.</b>
    Причина: { $text }
news-answered-help = 💬 <b>Ответ методиста, пункт { $item }</b>
    { $text }
news-answered-dispute = { $granted ->
    [yes] 🟢 Пункт { $item }: согласились, что это не ваше. Делать ничего не нужно.
   *[no] 🟠 Пункт { $item } остаётся за вами: { $text }
}
news-answered-extension = { $granted ->
    [yes] 🟢 Пункт { $item }: срок перенесён на { $day }.
   *[no] 🟠 Пункт { $item }: срок не перенесли. { $text }
}
news-handed = 👉 <b>Пункт { $item } передали вам.</b>
