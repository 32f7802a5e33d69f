menu-events = Мероприятия
menu-event-desk = Мероприятия организации
menu-event-reports = Отчёты о мероприятиях

event-whose = { $count ->
    [0] Пока нет ни одного ребёнка с кодом. Введите код в разделе «Мои дети».
   *[other] Для кого смотрим мероприятия?
}
event-list = { $count ->
    [0] Пока ничего не запланировано. Как только появится мероприятие для вашего класса, оно будет здесь.
   *[other] Куда можно пойти. Сначала — ваша сфера.
}
event-own-list = { $count ->
    [0] Вы пока никуда не записаны. Посмотрите, что есть.
   *[other] Ваши мероприятия: { $count }
}
event-mine = 🗓 Мои записи
event-line = { $state ->
    [signed] ✅
    [waiting] ⏳
    [offered] 🎁
    [attended] ⭐
    [missed] ✖️
   *[other] ▫️
} { $day }, { $time } · { $title }
event-facts =
    <b>{ $title }</b>
    { $kind } · { $organisation }
event-when = 🕒 { $day }, { $start }–{ $end }
event-where = 📍 { $place }
event-series = 🔁 Занятий: { $count }. Записываются сразу на все.
event-lessons = 🔁 { $subject }, занятий: { $count }. Записываются сразу на все.
event-grades = Для классов: { $grades }
event-sphere = Сфера: { $sphere }
event-partner = Партнёр: { $partner }
event-escort = Сопровождает: { $escort }
event-bring = 🎒 С собой: { $bring }
event-about = { $about }
event-seats = { $free ->
    [0] Мест нет, в очереди: { $waiting }
   *[other] Свободно мест: { $free } из { $seats }
}
event-until = Запись до { $until }
event-state-draft = Мероприятие ещё готовится.
event-state-cancelled = ✖️ Мероприятие отменено.
event-state-held = Мероприятие прошло.
event-own-signed = ✅ Вы записаны.
event-own-waiting = ⏳ Вы в очереди, место { $place }. Освободится место — бот предложит.
event-own-offered = 🎁 Для вас освободилось место. Подтвердите, пока оно ваше.
event-own-cancelled = Вы отказались от участия.
event-own-attended = ⭐ Вы были на этом мероприятии.
event-own-missed = Отмечено, что вы не пришли. Если это ошибка, скажите организатору.
event-conflict = ⚠️ В это время вы уже записаны: «{ $title }», { $at }
event-join = Записаться
event-join-anyway = Всё равно записаться
event-queue = Встать в очередь
event-accept = 🎁 Беру место
event-refuse = Не нужно
event-leave = Не приду
event-leave-whole = Не приду ни на одно занятие
event-here = 🚪 Я на месте
event-ics = 📅 В календарь
event-ics-all = 📅 Все в календарь
event-point = 🗺 На карте
event-open = Посмотреть
event-signed-toast = Вы записаны
event-queued-toast = Вы в очереди
event-left-toast = Запись снята. Спасибо, что предупредили
event-calendar-name = Мои мероприятия
event-calendar-file = Мероприятия
event-calendar-bring = С собой: { $what }
event-calendar-caption = Откройте файл: телефон сам добавит мероприятия в календарь. Если что-то изменится, откройте новый файл — записи обновятся.
event-link-stranger = Это приглашение на мероприятие. Записаться могут обучающиеся и их родители: попросите у координатора школы QR класса.

event-told-soon = 🔔 Скоро: <b>{ $title }</b>, { $at }
    📍 { $place }
event-told-offer = 🎁 Освободилось место: <b>{ $title }</b>, { $at }. Оно ваше до { $until }.
event-told-lapsed = Место на «{ $title }» ({ $at }) перешло следующему: время на ответ вышло. Можно снова встать в очередь.
event-told-changed = ❗️ Изменилось мероприятие «{ $title }», на которое вы записаны.
event-new-time = 🕒 Теперь: <b>{ $at }</b>
event-new-place = 📍 Теперь: <b>{ $place }</b>
event-told-cancelled = ✖️ Отменено: <b>{ $title }</b>, { $at }. Посмотрите, что ещё есть.
event-told-feedback = Вы были на «{ $title }».
event-told-unmarked = 🔔 «{ $title }», { $at }: отметьте, кто пришёл. Без этого участие не попадёт в маршруты и отчёты.

event-code-ask = Введите шесть цифр с экрана или листа у двери. Они меняются каждую минуту.
event-code-wrong = Код не подошёл: он меняется каждую минуту. Посмотрите на экран у двери и введите ещё раз.
event-not-signed = Вы не записаны на это мероприятие. Подойдите к организатору.
event-welcome = ⭐ Отметили: вы на «{ $title }». Хорошего дня!
event-ask-liked = Понравилось?
event-ask-useful = Полезно для выбора профессии?
event-ask-again = Пошли бы ещё раз?
event-mark-1 = 🙁
event-mark-2 = 😐
event-mark-3 = 🙂
event-thanks = { $first ->
    [yes] Спасибо! Если хотите, напишите одной строкой, что запомнилось (до { $limit } знаков).
   *[no] Спасибо, ваш ответ уже есть.
}
event-line-none = Больше ничего
event-line-thanks = Спасибо, передали организатору без имени.
event-line-length = Нужна одна строка, до { $limit } знаков. Напишите ещё раз.
event-line-said = Строка уже записана. Спасибо!

event-desk = { $past ->
    [yes] { $count ->
        [0] Прошедших мероприятий пока нет.
       *[other] Прошедшие мероприятия: отметьте, кто был, если ещё не отметили.
    }
   *[no] { $count ->
        [0] Запланированных мероприятий нет. Добавьте первое: шесть нажатий и две строки.
       *[other] Запланированные мероприятия.
    }
}
event-host-line = { $state ->
    [draft] 📝
    [published] 📣
    [held] ✔️
   *[cancelled] ✖️
} { $day } · { $title } · { $taken }/{ $seats }
event-new = ➕ Мероприятие
event-show-past = Прошедшие
event-show-list = Будущие
event-where-ask = { $count ->
    [0] Вы пока не действуете ни от одной организации. Обратитесь к администратору.
   *[other] От какой организации?
}
event-kind-ask = Какое это мероприятие?
event-subject-ask = По какому предмету курс?
event-day-ask = В какой день?
event-start-ask = Во сколько начало?
event-long-ask = Сколько длится?
event-minutes = { $count ->
    [45] 45 мин
    [60] 1 час
    [90] 1,5 часа
    [120] 2 часа
    [180] 3 часа
    [240] 4 часа
   *[360] 6 часов
}
event-title-ask = Как называется? До { $limit } знаков.
event-place-ask = Где проходит: адрес, кабинет? До { $limit } знаков.
event-host-seats = Мест: { $seats }, записались: { $taken }, в очереди: { $waiting }{ $quota ->
    [0] { "" }
   *[other] , с одной школы не больше { $quota }
}
event-host-open = { $all ->
    [yes] Видят обучающиеся всех школ.
   *[no] Видят только обучающиеся вашей школы.
}
event-host-draft = 📝 Черновик: его ещё никто не видит. Проверьте и опубликуйте.
event-host-published = 📣 Опубликовано.
event-host-held = ✔️ Прошло.
event-host-cancelled = ✖️ Отменено.
event-host-link = Ссылка для записи: { $link }
event-act-publish = 📣 Опубликовать
event-act-edit = ✏️ Изменить
event-act-repeat = 🔁 Повторять
event-act-ask = Отменить мероприятие
event-act-door = 🚪 Код у двери
event-act-attendees = 👥 Кто пришёл
event-published-toast = Опубликовано
event-cancelled-toast = Отменено, записавшимся сообщим
event-repeated-toast = Добавили занятия по неделям
event-saved = Сохранено
event-moved-toast = Перенесено, записавшимся сообщим
event-cancel-ask = { $count ->
    [0] Отменить «{ $title }»? Пока никто не записан.
   *[other] Отменить «{ $title }»? Записавшимся ({ $count }) сообщим сразу.
}
event-cancel-sure = Да, отменить
event-cancel-whole = Отменить все занятия
event-repeat-ask = Сколько ещё недель подряд, в тот же день и час? Выходные и праздники пропустим.
event-attendees = 👥 Кто пришёл
event-attendees-head = <b>{ $title }</b>, записано: { $count }. Нажмите на код, чтобы отметить.
event-attendees-counts = Пришли: { $came } · не пришли: { $missed } · не отмечены: { $unmarked }
event-attendees-more = Показаны не все: ещё { $count }. Остальных отметьте кнопками внизу или кодом у двери.
event-attendee = { $state ->
    [attended] ✅
    [missed] ✖️
   *[signed] ▫️
} { $code }
event-rest-came = Остальные пришли
event-rest-missed = Остальные не пришли
event-door =
    <b>{ $title }</b>
    Код у двери: <code>{ $code }</code>
    Он меняется каждую минуту. Покажите QR на экране или назовите цифры.
event-door-again = 🔄 Новый код
event-door-closed = Отмечать можно с { $opens }: за час до начала.

event-edit-title = Как теперь называется? До { $limit } знаков.
event-edit-about = Опишите в нескольких словах (до { $limit } знаков). Чтобы убрать, отправьте «-».
event-edit-place = Где теперь проходит? До { $limit } знаков.
event-edit-seats = Сколько мест? Число до { $limit }.
event-edit-school_quota = Сколько мест может занять одна школа? Число до { $limit }, 0 — без ограничения.
event-edit-partner = Кто партнёр: колледж, вуз, предприятие? До { $limit } знаков. Чтобы убрать, отправьте «-».
event-edit-escort = Кто сопровождает (должность, не имя)? До { $limit } знаков. Чтобы убрать, отправьте «-».
event-edit-bring = Что взять с собой? До { $limit } знаков. Чтобы убрать, отправьте «-».
event-point-ask = Отправьте геопозицию: скрепка → «Геопозиция».
event-sphere-ask = К какой сфере относится? Её обучающиеся увидят мероприятие первыми.
event-class-ask = Для какого профильного класса?
event-no-class = Не для класса
event-grades-ask = Для каких классов? Ничего не отмечено — для всех.
event-field-title = Название
event-field-about = Описание
event-field-place = Место
event-field-seats = Сколько мест
event-field-school_quota = Квота школы
event-field-partner = Партнёр
event-field-escort = Сопровождает
event-field-bring = Что взять
event-field-start = 📅 День и час
event-field-long = Сколько длится
event-field-closing = Запись до
event-field-grades = Классы
event-field-sphere = Сфера
event-field-point = 🗺 Точка на карте
event-field-class = Профильный класс
event-field-open = { $all ->
    [yes] Только для своей школы
   *[no] Для всех школ
}

event-report-choose = Какой отчёт? В них только участие, отмеченное у двери или по списку.
event-report-events = Мероприятия и охват (2.4, 2.4.2)
event-report-seasonal = Осенний сезон (2.5)
event-report-courses = Подготовка к ЕГЭ (2.8.4)
event-report-partners = Партнёры и классы (2.1.3)
event-report-caption = Отчёт о мероприятиях.
event-report-events-title = Реализация практикоориентированных мероприятий
event-report-events-order = Пункты 2.4 и 2.4.2 циклограммы
event-report-events-file = Мероприятия и охват { $day }
event-report-seasonal-title = Участие в Днях профессионального образования
event-report-seasonal-order = Пункт 2.5 циклограммы, октябрь–декабрь
event-report-seasonal-file = Осенний сезон { $day }
event-report-courses-title = Охват подготовкой к ЕГЭ по профильным предметам
event-report-courses-order = Пункт 2.8.4 циклограммы
event-report-courses-file = Подготовка к ЕГЭ { $day }
event-report-partners-title = Сетевое взаимодействие профильных классов
event-report-partners-order = Пункт 2.1.3 циклограммы
event-report-partners-file = Партнёры и классы { $day }
event-report-sheet-events = Мероприятия
event-report-sheet-coverage = Охват по школам
event-report-sheet-courses = Курсы
event-report-sheet-partners = Партнёры × классы
event-report-day = День
event-report-kind = Вид
event-report-title = Мероприятие
event-report-organisation = Организация
event-report-partner = Партнёр
event-report-seats = Мест
event-report-signed = Записались
event-report-came = Пришли
event-report-missed = Не пришли
event-report-liked = Оценка 1–3
event-report-subject = Предмет
event-report-school = Школа
event-report-pupils = Обучающихся
event-report-lessons = Занятий
event-report-visits = Посещений

event-sign-up-over = Запись уже закрыта. Спросите организатора, есть ли ещё места.
event-needs-consent = Записаться можно после согласия на участие (до 18 лет — и согласия родителя). Откройте «Согласия» в меню.
event-offer-over = Время на ответ вышло, место перешло следующему. Откройте мероприятие: можно снова встать в очередь.
event-in-the-past = Этот день или срок записи уже прошёл, или до него больше года. Выберите другой.
event-text = Нужен текст не длиннее { $limit } знаков. Напишите ещё раз.
event-number = Нужно число от { $least } до { $most }. Напишите ещё раз.
event-too-many-lessons = Занятий в одном курсе: не больше { $count }. Выберите меньше недель.
event-is-held = Мероприятие уже прошло, изменить его нельзя.
event-is-cancelled = Мероприятие отменено. Создайте новое.
