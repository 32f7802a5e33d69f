plans-head = { $count ->
    [0] Планов пока нет. Пришлите сюда план файлом (Word, Excel, PDF) — бот прочитает сроки.
   *[other] Выберите план. Чтобы добавить ещё один, пришлите его сюда файлом.
}
plan-button = { $state ->
    [active] ▶ { $number }
    [archived] 🗄 { $number }
   *[draft] { $number } — черновик
  }{ $several ->
    [yes] , версия { $version }
   *[no] {""}
}
plan-title = <b>{ $title }</b>
plan-number = { $numbered ->
    [yes] № { $number }, версия { $version }
   *[no] Версия { $version }
  } — { $state ->
    [active] работает
    [archived] в архиве
   *[draft] черновик, напоминаний пока нет
}
plan-counts = Разделов: { $sections }, пунктов: <b>{ $items }</b>.
plan-understood = ✅ Сроки понятны: { $count }
plan-needs-you = ❓ Нужны вы: { $count }
plan-contradictions = ⚡ Противоречий: { $count }
plan-cycle = Цикл { $year } — год, когда подписывают договоры:
plan-cycle-counts = • сроков с датой: { $dated }
    • в течение периода: { $ongoing }
    • дату назначает человек: { $undated }
plan-past = Уже прошло сроков: { $count }. О них напоминать не будем.
plan-warnings = ⚠️ Замечаний к документу: { $count }.{ $draft ->
    [yes] {" "}Посмотрите их до запуска.
   *[no] {""}
}
plan-unresolved = ❓ Неизвестных исполнителей: { $count }. Назовите их, чтобы запустить план.
plan-replaces = 🔁 Это новая редакция: до неё была версия { $version }.
plan-works = ▶ Работает, цикл: { $years }.
plan-items = Пункты и даты
plan-review = Разобрать сроки ({ $count })
plan-changes = Что изменилось
plan-export = Выгрузить
plan-show-warnings = Замечания ({ $count })
plan-executors = Назвать исполнителей ({ $count })
plan-start = Запустить цикл { $year }
plan-take-over = Перейти на версию { $version }
plan-other-cycle = { $chosen ->
    [yes] ✓ Цикл { $year }
   *[no] Цикл { $year }
}
plan-undated = Назначить даты
plan-ladder = Напоминания
plan-warnings-head = <b>Замечания к документу</b>
plan-warning = ⚠️ { $text }
plan-start-ask =
    Запустить цикл { $year }?

    Исполнители начнут получать напоминания утром в рабочие дни.{ $past ->
        [0] {""}
       *[other] {" "}Прошедших сроков: { $past } — по ним поручений не будет.
    }{ $undated ->
        [0] {""}
       *[other] {" "}Без даты: { $undated } — даты спросим у методиста.
    }
plan-start-undecided =
    ⚠️ Не решено сроков: { $count } (пункты { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }). Дат у них не будет, пока вы не решите.
plan-take-over-ask =
    Перейти на версию { $version }?

    🔁 Она заменит действующую. Сделанное останется, а о новых сроках бот сам скажет тем, кого они касаются.
plan-take-over-yes = Да, перейти
plan-start-yes = Да, запустить
plan-started = ✅ Цикл { $year } запущен.
plan-started-counts = { $assignments ->
    [one] Создано { $assignments } поручение
    [few] Создано { $assignments } поручения
   *[other] Создано { $assignments } поручений
  } { $organisations ->
    [one] для { $organisations } организации.
    [few] для { $organisations } организаций.
   *[other] для { $organisations } организаций.
}
plan-carried-counts = Поручений в цикле: { $assignments }, организаций: { $organisations }.
plan-started-next = Первое напоминание: { $day }.
plan-started-version = ✅ Новая версия работает, цикл { $year }. Прежняя в архиве, сделанное перенесено.
plan-started-undecided =
    ⚠️ Не решено сроков: { $count } (пункты { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }). Дат у них пока нет.
plan-started-past = Прошедших сроков: { $count }. По ним поручений нет.
plan-started-undated = Ждут даты: { $count }. Назначьте их сейчас или позже.

items-head = <b>Пункты в цикле { $year }</b> (всего { $count }). Нажмите номер, чтобы настроить пункт.
items-section = <b>{ $title }</b>
item-phrase = <i>«{ $phrase }»</i> — { $meaning }
item-due = 📅 { $due }
item-due-shifted = 📅 { $due } — выходной, сдать до { $effective }
item-window = 📅 { $first } – { $last }
item-undated = 📅 дату назначает человек
item-decision-asked = ❓ Срок не решён, дат пока нет
item-decision-skipped = ❓ Срок пропущен, дат пока нет
item-decision-confirmed = ✅ Срок проверен
item-decision-corrected = ✏️ Срок исправлен
item-decision-undated = 🚫 Без срока
item-deadline = Срок: проверить или исправить
item-executors = Исполнители: { $text }
item-settings-ask = Что можно прислать как подтверждение и за сколько рабочих дней напоминать?
ladder-days = { $on ->
    [yes] ✓ { $days ->
        [0] в день срока
       *[other] за { $days }
    }
   *[no] { $days ->
        [0] в день срока
       *[other] за { $days }
    }
}
ladder-head =
    <b>За сколько рабочих дней напоминать</b>

    После срока: на { $responsible }-й рабочий день — исполнителю и заместителю, на { $head }-й — руководителю, на { $controller }-й — контролёру, затем раз в неделю. Всего по одному поручению не больше { $maximum } напоминаний.

executor-ask =
    ❓ Кого план называет «<b>{ $name }</b>»?

    Пункты: { $items }. Осталось назвать: { $remaining }. Ответ запомню.
executor-groups = Группа организаций…
executor-nobody = Никому не напоминать
executor-choose = { $count ->
    [0] Для <b>{ $name }</b> здесь пока нечего выбрать. Сначала добавьте организации в разделе «Организации».
   *[other] Кого план называет «<b>{ $name }</b>»?
}
executor-remembered = Запомнил
executors-all-known = Все исполнители названы

undated-head = { $count ->
    [one] <b>{ $count } пункт ждёт даты.</b> Нажмите номер.
    [few] <b>{ $count } пункта ждут даты.</b> Нажмите номер.
   *[other] <b>{ $count } пунктов ждут даты.</b> Нажмите номер.
}
undated-none = Все даты назначены.
date-ask = В плане нет даты. До какого дня это нужно сделать в этом цикле?
date-proposed = Предложение: { $day }
date-set = ✅ Пункт { $item }: срок — { $day }. { $count ->
    [one] Поручение получила { $count } организация.
    [few] Поручение получили { $count } организации.
   *[other] Поручение получили { $count } организаций.
}

review-place = <b>{ $place } из { $total }</b> · осталось решить: { $left }
review-no-phrase = Срок в плане: <i>пусто</i>
reading-order = Читаю так: <b>{ $meaning }</b>
review-unread = Прочитать срок не получилось. Нажмите «Исправить» и назовите его словами.
review-no-dates = 📅 в этом цикле дат нет
review-more-dates = …и ещё дат: { $count }
review-state-confirmed = ✅ Решено: читать так.
review-state-corrected = ✏️ Исправлено.
review-state-undated = 🚫 Решено: без срока, бот не напоминает.
review-state-skipped = ⏭ Пропущено: дат пока нет.
reading-corrected = Действует: <b>{ $meaning }</b>
review-confirm = Верно
review-fix = Исправить
review-undated = Без срока
review-skip = Пропустить
review-to-plan = К плану
review-kept-confirmed = Записал: верно
review-kept-corrected = Записал исправление
review-kept-undated = Записал: без срока
review-kept-skipped = Пропускаю
review-overtaken = Этот пункт уже решил коллега. Ничего не изменилось.
review-end =
    <b>{ $skipped ->
        [0] Все сроки разобраны.
       *[other] Вы прошли все пункты.
    }</b>

    Верно: { $confirmed }, исправлено: { $corrected }, без срока: { $undated }, пропущено: { $skipped }.{ $skipped ->
        [0] {""}
       *[other] {" "}У пропущенных дат нет, пока вы к ним не вернётесь.
    }
review-again = К пропущенным ({ $count })
correction-ask = ✏️ Напишите срок обычными словами, например: <i>до 1 февраля</i>, <i>сентябрь–октябрь</i>, <i>ежемесячно, до 5 числа</i>. Сначала покажу, как понял.
correction-quote = Вы написали: <i>«{ $text }»</i>
reading-typed = Понял так: <b>{ $meaning }</b>
correction-sure = Если не так, напишите иначе.
correction-save = Да, так

changes-head = { $count ->
    [0] <b>Версия { $version }</b> не отличается от версии { $replaces }: пункты, сроки и исполнители те же.
   *[other] <b>Что изменилось: версия { $version } после версии { $replaces }</b>
}
changes-counts = { $named }
changes-added = ➕ новых: { $count }
changes-removed = ➖ исключено: { $count }
changes-number = 🔢 номера: { $count }
changes-title = ✏️ названия: { $count }
changes-deadline = 📅 сроки: { $count }
changes-wording = 📝 слова о сроке: { $count }
changes-executors = 👥 исполнители: { $count }
change-added = ➕ <b>{ $number }.</b> { $title }{ $has ->
    [yes] {" "}— <i>«{ $now }»</i>
   *[no] {""}
}
change-removed = ➖ <b>{ $number }.</b> { $title }{ $had ->
    [yes] {" "}— <i>«{ $was }»</i>
   *[no] {""}
}
change-number = 🔢 <b>{ $was } → { $now }.</b> { $title }
change-title = ✏️ <b>{ $number }.</b> было <i>«{ $was }»</i>, стало <i>«{ $now }»</i>
change-deadline = 📅 <b>{ $number }.</b> { $title }: было <i>«{ $was }»</i>, стало <i>«{ $now }»</i>
change-wording = 📝 <b>{ $number }.</b> { $title }: было <i>«{ $was }»</i>, стало <i>«{ $now }»</i>, даты те же
change-executors = 👥 <b>{ $number }.</b> { $title }{ $has ->
    [yes] {""}; добавлены: { $now }
   *[no] {""}
  }{ $had ->
    [yes] {""}; исключены: { $was }
   *[no] {""}
}
plan-news-head = 📣 <b>План изменился</b>
plan-news-moved = 📅 <b>{ $item }.</b> { $title }, { $organisation }: { $dated ->
    [yes] был срок { $was }, теперь
   *[no] теперь срок
  } { $known ->
    [yes] <b>{ $now }</b>
   *[no] не назначен
}
plan-news-removed = ⚫ <b>{ $item }.</b> { $title }, { $organisation }: исключён из плана или передан другим, делать ничего не нужно
plan-news-more = …и ещё изменений: { $count }. Все сроки — в «Мои поручения».
