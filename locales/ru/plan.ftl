plans-head = { $count ->
    [0] Планов пока нет. Пришлите сюда план файлом (Word, Excel, PDF) — бот прочитает сроки.
   *[other] Выберите план. Чтобы добавить ещё один, пришлите его сюда файлом.
}
plan-button = { $state ->
    [active] ▶ { $number }
    [archived] 🗄 { $number }
   *[draft] { $number } — черновик
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
plan-works = ▶ Работает, цикл: { $years }.
plan-items = Пункты и даты
plan-show-warnings = Замечания ({ $count })
plan-executors = Назвать исполнителей ({ $count })
plan-start = Запустить цикл { $year }
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
plan-started-next = Первое напоминание: { $day }.
plan-started-past = Прошедших сроков: { $count }. По ним поручений нет.
plan-started-undated = Ждут даты: { $count }. Назначьте их сейчас или позже.

items-head = <b>Пункты в цикле { $year }</b> (всего { $count }). Нажмите номер, чтобы настроить пункт.
items-section = <b>{ $title }</b>
item-phrase = <i>«{ $phrase }»</i> — { $meaning }
item-due = 📅 { $due }
item-due-shifted = 📅 { $due } — выходной, сдать до { $effective }
item-window = 📅 { $first } – { $last }
item-undated = 📅 дату назначает человек
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
