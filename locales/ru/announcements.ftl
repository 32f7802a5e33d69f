menu-announcements = Объявления
menu-exam-days = Дни экзаменов

announcement-list = { $count ->
    [0] Объявлений пока нет. Первое — четыре шага: кому, что, когда, утверждение.
   *[other] Объявления: ваши и те, что ждут вашего утверждения.
}
announcement-line = { $state ->
    [draft] 📝
    [waiting] ⏳
    [scheduled] 🕒
    [sending] 📨
    [paused] ⏸
    [sent] ✅
   *[cancelled] ✖️
} { $day } · { $title }
announcement-empty = без текста
announcement-new = ➕ Объявление
announcement-open = Открыть объявление
announcement-audience = <b>Кому?</b> Отметьте роли; остальное сужает круг, ничего не отмечено — все.
announcement-reach = Получат: <b>{ $count }</b>{ $unreachable ->
    [0] { "" }
   *[other] , из них недоступны: { $unreachable }
}
announcement-samples = Например: { $samples }
announcement-sample-staff = { $role }, { $place }
announcement-schools = 🏫 Школы
announcement-write = ✏️ Дальше: текст
announcement-state-of-agreed = Согласие есть
announcement-state-of-waiting = Ждут согласия
announcement-ask-schools = { $count ->
    [0] Школы не отмечены: получат все школы, которые вам доступны.
   *[other] Отмечено школ: { $count }
}
announcement-ask-body = { $correcting ->
    [yes] Отправьте исправленный текст (до { $limit } знаков, с картинкой или файлом до { $caption }). Он заменит прежний у всех, с пометкой «исправлено».
   *[no] Отправьте текст (до { $limit } знаков), картинку или файл с подписью (до { $caption }). Можно вставить { "{школа}" }, { "{класс}" }, { "{код}" }.
}
announcement-ask-topic = О чём объявление? Кто отключил тему, его не получит. «Без темы» — получат все, кому оно адресовано.
announcement-no-topic = Без темы
announcement-ask-day = В какой день отправить?
announcement-ask-hour = Во сколько?
announcement-text = { $text }
announcement-corrected = ✏️ <i>Исправлено</i>
announcement-seen = ✅ Вы ознакомились.
announcement-see = ✅ Ознакомлен(а)
announcement-seen-toast = Спасибо, отметили
announcement-whole = Целиком: { $title }
announcement-card = { $state ->
    [draft] 📝 <b>Черновик</b>: проверьте, покажите себе и отправьте на утверждение.
    [waiting] ⏳ <b>Ждёт утверждения</b> вторым человеком.
    [scheduled] 🕒 <b>Утверждено</b>, ждёт своего времени.
    [sending] 📨 <b>Рассылается</b>
    [paused] ⏸ <b>На паузе</b>
    [sent] ✅ <b>Разослано</b>
   *[cancelled] ✖️ <b>Остановлено</b>
}
announcement-at = Отправить: { $at }
announcement-at-once = Отправить: сразу после утверждения, в рабочее время.
announcement-critical = ❗️ Важно для поступления: придёт и в день экзамена, и сверх дневной нормы.
announcement-counts = Всего { $total } · доставлено { $sent } · в пути { $waiting } · недоступны { $unreachable }{ $stopped ->
    [0] { "" }
   *[other] { " " }· остановлено { $stopped }
}
announcement-seen-count = Ознакомились: { $count }
announcement-act-ask = 📨 На утверждение
announcement-act-audience = 👥 Кому
announcement-act-write = ✏️ Текст
announcement-act-preview = 👁 Показать мне
announcement-act-acknowledge = { $on ->
    [yes] ✓ Кнопка «Ознакомлен»
   *[no] Кнопка «Ознакомлен»
}
announcement-act-critical = { $on ->
    [yes] ✓ Важно для поступления
   *[no] Важно для поступления
}
announcement-act-topic = Тема
announcement-act-when = 🕒 Когда
announcement-act-now = Сразу
announcement-act-back = ↩️ Вернуть в черновик
announcement-act-approve = ✅ Утвердить
announcement-act-return = ↩️ Вернуть автору
announcement-act-pause = ⏸ Пауза
announcement-act-resume = ▶️ Продолжить
announcement-act-stop-ask = ⏹ Остановить
announcement-act-correct = ✏️ Исправить
announcement-act-repeat = 🔁 Кто не ознакомился
announcement-act-table = 📊 Итоги и «кому позвонить»
announcement-approved-toast = Утверждено
announcement-returned-toast = Вернули автору
announcement-stop-ask = Остановить? Кому ещё не ушло, тем не уйдёт. Доставленное останется.
announcement-stop-sure = Да, остановить
announcement-repeated = { $count ->
    [0] Все уже ознакомились
   *[other] Повтор уйдёт, человек: { $count }
}
announcement-table-caption = Итоги по школам и список «кому позвонить» по кодам.
announcement-progress = 📨 Объявление рассылается: { $sent } из { $total }, недоступны { $unreachable }{ $held ->
    [0] .
   *[other] , в вечерней сводке { $held }.
}
announcement-told-waits = ⏳ Объявление ждёт вашего утверждения. Посмотрите текст и получателей.
announcement-told-returned = ↩️ Объявление вернули без утверждения. Поправьте и отправьте ещё раз.
announcement-table-title = Объявление, итоги на { $day }
announcement-sheet-schools = По школам
announcement-sheet-phone = Кому позвонить
announcement-column-school = Организация
announcement-column-total = Всего
announcement-column-sent = Доставлено
announcement-column-unreachable = Недоступны
announcement-column-acknowledged = Ознакомились
announcement-column-class = Класс
announcement-column-code = Код
announcement-column-who = Кто
announcement-column-why = Почему
announcement-who-pupil = обучающийся
announcement-who-parent = родитель
announcement-who-staff = сотрудник
announcement-why = { $silent ->
    [yes] не нажал(а) «Ознакомлен»
   *[no] бот недоступен
}
announcement-file = Объявление { $day }

evening-head = 🌙 <b>Вечерняя сводка</b>: чтобы не отвлекать вас днём. Сообщений: { $count }
evening-more = И ещё { $count }: откройте меню бота.

family-week-head = 🗓 <b>Неделя вашего ребёнка</b>
family-week-child = <b>{ $code }</b>, { $class }
family-week-done = ✅ { $title }
family-week-next = 👉 { $day }: { $title }
family-week-needs-consent = ❗️ Нужно ваше согласие на участие: без него ребёнка нет в списках.
family-week-needs-offer = 🎁 Освободилось место на мероприятии: подтвердите, пока оно ваше.
family-week-route = Маршрут { $code }
family-week-off = 🔕 Не присылать сводку

exam-grade-ask = Дни экзаменов: какого класса?
exam-days = { $count ->
    [0] { $grade } класс: дней экзаменов пока нет. Нажмите на день, чтобы отметить.
   *[other] { $grade } класс, отмечено дней: { $count }. В эти дни обучающимся приходит только важное для поступления.
}

announcement-placeholder = Такой вставки нет: { $names }. Можно { "{школа}" }, { "{класс}" }, { "{код}" }.
announcement-staff-placeholder = { "{класс}" } и { "{код}" } есть только у обучающихся и родителей. Уберите вставку или роли сотрудников.
announcement-length = Нужен текст не длиннее { $limit } знаков. Сократите и отправьте ещё раз.
announcement-incomplete = Сначала отметьте, кому, и напишите текст.
announcement-past = Это время уже прошло. Выберите другое.
announcement-under-way = Объявление уже рассылается. Его можно приостановить или исправить.
announcement-own = Своё объявление утверждает другой человек.
announcement-decided = Решение уже принято.
announcement-not-draft = Объявление уже отправлено на утверждение. Верните его в черновик, чтобы менять.
announcement-not-sent = Объявление ещё не рассылалось.
announcement-not-running = Рассылка уже закончилась.
