menu-monitoring = Мониторинг

monitoring-overview = { $count ->
    [0] Открытых отчётов нет. Отчёт откроется сам за 10 рабочих дней до срока, и бот сообщит.
   *[other] Отчёты, которые собираются сами из отметок. Проверьте и подтвердите.
}
monitoring-mine = { $confirmed ->
    [yes] ✅ { $item } · { $day } · { $name }
   *[no] 📝 { $item } · { $day } · { $name }
}
monitoring-round = { $item } · { $day } · подтвердили { $done } из { $count }
monitoring-head =
    <b>Отчёт по пункту { $item }</b>
    { $name }, срок { $due }
monitoring-figure = { $name }: <b>{ $value }</b>
monitoring-gaps-count = { $count ->
    [0] ✅ Пробелов нет. Если всё верно, подтвердите.
   *[other] ⚠️ Не хватает сведений: { $count }. Можно дополнить сейчас или подтвердить как есть.
}
monitoring-state-confirmed = ✅ Подтверждён { $day }. Если поручение по этому пункту открыто, отчёт уже сдан по нему.
monitoring-state-merged = 🔒 Сводный отчёт составлен, изменить уже нельзя.
monitoring-said = Пояснение: { $text }
monitoring-act-gaps = ⚠️ Чего не хватает
monitoring-act-confirm = ✅ Всё верно, подтверждаю
monitoring-act-reopen = ✏️ Исправить
monitoring-act-remark = 📝 Пояснение
monitoring-act-paper = 📄 DOCX
monitoring-act-table = 📊 XLSX
monitoring-act-nudge = 🔔 Напомнить, кто не подтвердил
monitoring-act-ask = 🔒 Свести отчёт
monitoring-act-letter = 📤 Передано: номер письма
monitoring-confirmed-toast = Спасибо, отчёт подтверждён
monitoring-merged-toast = Отчёт сведён
monitoring-nudged = { $count ->
    [0] Все уже подтвердили
   *[other] Напоминание уйдёт, организаций: { $count }
}
monitoring-remark-ask = Напишите пояснение к цифрам (до { $limit } знаков), без имён.
monitoring-letter-ask = Напишите номер и дату сопроводительного письма (до { $limit } знаков), например: № 01-15/120 от 02.04.2027.
monitoring-gaps-head = { $count ->
    [0] Пробелов больше нет. Вернитесь и подтвердите отчёт.
   *[other] <b>Не хватает сведений: { $count }</b>
}
monitoring-gap-sheet = • { $code }: хочет договор, а маршрутного листа нет — составьте.
monitoring-gap-steps = { $reachable ->
    [yes] • { $code }: нет отметки о шагах ({ $count }), первый — «{ $title }». Обучающегося бот уже спросил; можно отметить самим.
   *[no] • { $code }: нет отметки о шагах ({ $count }), первый — «{ $title }». Чата у обучающегося нет: отметьте сами.
}
monitoring-gap-event = • «{ $title }», { $day }: не отмечено, кто пришёл. Организатора бот уже спросил.
monitoring-gaps-more = И ещё { $count }.
monitoring-gaps-unseen = { $count ->
    [one] 👀 { $count } обучающийся ещё не открыл свой лист. На отчёт это не влияет.
    [few] 👀 { $count } обучающихся ещё не открыли свой лист. На отчёт это не влияет.
   *[other] 👀 { $count } обучающихся ещё не открыли свой лист. На отчёт это не влияет.
}
monitoring-round-head = <b>Мониторинг по пункту { $item }</b>, срок { $due }
monitoring-round-count = Подтвердили: { $done } из { $count }
monitoring-waiting-head = { $count ->
    [one] Не подтвердила { $count } организация:
    [few] Не подтвердили { $count } организации:
   *[other] Не подтвердили { $count } организаций:
}
monitoring-waiting = • { $name }{ $count ->
    [0] { "" }
   *[other] , пробелов: { $count }
}
monitoring-round-merged = 🔒 Сведён { $day }.
monitoring-handed-on = Передано письмом { $letter }.
monitoring-merge-ask = { $count ->
    [0] Свести отчёт? Все подтвердили. После этого организации не смогут исправить цифры.
    [one] Свести отчёт? { $count } организация не подтвердила: её цифры войдут как записаны, с пометкой. Исправить их потом будет нельзя.
    [few] Свести отчёт? { $count } организации не подтвердили: их цифры войдут как записаны, с пометкой. Исправить их потом будет нельзя.
   *[other] Свести отчёт? { $count } организаций не подтвердили: их цифры войдут как записаны, с пометкой. Исправить их потом будет нельзя.
}
monitoring-merge-sure = Да, свести
monitoring-paper-caption = Отчёт для подписи.
monitoring-table-caption = Сводка в разрезе организаций.
monitoring-look = Открыть отчёт
monitoring-told-opened = { $gaps ->
    [0] 📝 Отчёт по пункту { $item } собрался сам, пробелов нет. Проверьте и подтвердите до { $due }.
   *[other] 📝 Отчёт по пункту { $item } собрался сам. Не хватает сведений: { $gaps }. Дополните и подтвердите до { $due }.
}
monitoring-told-nudge = 🔔 ГЦОКО ждёт подтверждения отчёта по пункту { $item }, срок { $due }. Цифры уже собраны: проверьте и нажмите «Всё верно».
monitoring-told-host = 🔔 К отчёту, срок которого { $due }, нужно знать, кто пришёл на «{ $title }» ({ $day }). Отметьте одним нажатием.
monitoring-summary-routes = Мониторинг маршрутных листов: обучающихся { $pupils }, хотят договор { $wants }, листов { $sheets }; запланировано { $planned }, выполнено { $done }, не выполнено { $missed }, заменено { $replaced }, нет отметки { $unknown }.
monitoring-summary-programmes = Мониторинг программ: программ { $programmes }, новых { $fresh }, часов { $hours }; мероприятий { $events }, обучающихся { $pupils }, посещений { $visits }, отзывов { $marks }.

monitoring-title-routes = ИНФОРМАЦИОННЫЙ ОТЧЁТ о выполнении мероприятий маршрутных листов
monitoring-title-programmes = ОТЧЁТ МОНИТОРИНГА разработки и реализации профориентационных программ
monitoring-by-organisation = в разрезе муниципальных образовательных организаций
monitoring-by-kind = Выполнение по видам мероприятий
monitoring-period = { $year }/{ $next } учебный год, мероприятия со сроком до { $due } включительно; составлено { $day }
monitoring-organisation = { $confirmed ->
    [yes] { $name }
   *[no] { $name } *
}
monitoring-total = Итого
monitoring-people = Обучающихся с согласием на участие: { $pupils }, из них хотят заключить договор: { $wants }. Маршрутных листов: { $sheets }.
monitoring-unknown = Мероприятий без отметки: { $count }.
monitoring-reasons = Причины невыполнения: { $parts }.
monitoring-not-confirmed = * Сведения не подтверждены и взяты из записей, организаций: { $count }.
monitoring-column-number = №
monitoring-column-organisation = Организация
monitoring-column-kind = Вид мероприятия
monitoring-column-name = Показатель
monitoring-column-value = Значение
monitoring-column-pupils = Учеников
monitoring-column-wants = Хотят договор
monitoring-column-sheets = Листов
monitoring-column-planned = План
monitoring-column-done = Выполнено
monitoring-column-missed = Не выполнено
monitoring-column-replaced = Заменено
monitoring-column-unknown = Без отметки
monitoring-column-percent = Доля, %
monitoring-column-programmes = Программ в банке
monitoring-column-fresh = Из них новых
monitoring-column-hours = Часов
monitoring-column-events = Проведено мероприятий
monitoring-column-visits = Посещений
monitoring-column-marks = Отзывов
monitoring-column-gaps = Пробелов
monitoring-column-confirmed = Подтверждено
monitoring-column-remark = Пояснение
monitoring-sheet-organisations = Организации
monitoring-sheet-kinds = Виды мероприятий
monitoring-file-report = Отчёт по пункту { $item } на { $day }
monitoring-file-summary = Сводный отчёт по пункту { $item } на { $day }

monitoring-merged = Сводный отчёт уже составлен, изменить его нельзя. Если цифры неверны, напишите в ГЦОКО.
monitoring-remark-long = Пояснение длиннее { $limit } знаков. Сократите и отправьте ещё раз.
monitoring-letter = Нужен номер письма, не длиннее { $limit } знаков. Напишите ещё раз.
monitoring-merge-first = Сначала сведите отчёт, потом отметьте, что он передан.
