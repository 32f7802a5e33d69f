menu-route = Маршрут
menu-routes = Маршрутные листы
menu-route-templates = Шаблоны маршрутов

route-head =
    <b>Маршрутный лист</b> · { $code }, { $class }
    Сделано: { $done } из { $total }{ $late ->
        [0] { "" }
       *[other] { " " }· ждут ответа: { $late }
    }
route-next = 👉 Дальше: <b>{ $title }</b>, до { $day }
route-all-done = 🎉 Все шаги пройдены. Спасибо за работу!
route-step-line = { $state ->
    [done] ✅
    [missed] ✖️
    [replaced] 🔁
    [invited] 📌
    [late] ⏰
   *[planned] ▫️
} { $order }. { $title } — { $day }
route-step =
    <b>{ $title }</b>
    { $kind }, до { $day }
    { $state }
route-step-responsible = Помогает: { $who }
route-step-reason = Почему: { $reason }
route-step-line-said = 📝 { $line }
route-agree = 👀 Ознакомлен(а)
route-agreed-toast = Спасибо, отметили
route-picture = 🖼 Карточка
route-paper = 📄 Документ
route-add = ➕ Шаг
route-act-done = ✅ Сделано
route-act-missed = Не получилось
route-act-again = ↩️ Снять отметку
route-act-line = 📝 Что сделано
route-act-day = 📅 Другой день
route-act-replace = 🔁 Заменить
route-act-remove = Убрать
route-done-toast = Отлично! Отметили
route-missed-toast = Отметили. Школа поможет найти замену
route-saved = Сохранено
route-removed-toast = Шаг убран
route-why = Что помешало? Это нужно, чтобы предложить замену, оценок за это нет.
route-line-ask = Напишите одной строкой, что сделано (до { $limit } знаков). Имена и телефоны не нужны.
route-reason-ill = Болезнь
route-reason-busy = Не было времени
route-reason-no_seats = Не было мест
route-reason-cancelled = Отменили
route-reason-changed_mind = Изменились планы
route-reason-other = Другое
route-state-planned = ▫️ Ещё впереди
route-state-invited = 📌 Записан(а)
route-state-done = ✅ Сделано
route-state-missed = ✖️ Не получилось
route-state-replaced = 🔁 Заменён другим шагом
route-kind-trial = Профессиональная проба
route-kind-master_class = Мастер-класс
route-kind-excursion = Экскурсия
route-kind-meeting = Встреча
route-kind-briefing = Брифинг
route-kind-project = Проект
route-kind-saturday = Профессиональная суббота
route-kind-seasonal_school = Сезонная школа
route-kind-exam_course = Курс ЕГЭ
route-kind-contest = Конкурс
route-kind-consultation = Консультация
route-kind-plan = Профессиональный план
route-kind-documents = Документы
route-kind-contract = Выбор заказчика
route-kind-other = Другое

route-none = { $known ->
    [yes] У { $code } пока нет маршрутного листа: его составляет школа. Как только он появится, он будет здесь.
   *[no] Маршрутного листа пока нет: его составляет школа. Как только он появится, бот сообщит.
}
route-whose = { $count ->
    [0] Пока нет ни одного ребёнка с кодом. Введите код в разделе «Мои дети».
   *[other] Чей маршрут показать?
}
route-begun = { $count ->
    [one] 🧭 Школа составила ваш маршрутный лист: { $count } шаг. Посмотрите и нажмите «Ознакомлен(а)».
    [few] 🧭 Школа составила ваш маршрутный лист: { $count } шага. Посмотрите и нажмите «Ознакомлен(а)».
   *[other] 🧭 Школа составила ваш маршрутный лист: { $count } шагов. Посмотрите и нажмите «Ознакомлен(а)».
}
route-look = Посмотреть маршрут
route-told-near-head = 🧭 Скоро в вашем маршруте:
route-told-near = • <b>{ $title }</b> — до { $day }
route-told-passed-head = ⏰ Как прошло? Отметьте одним нажатием:
route-told-passed = • { $title } — { $day }

route-begin = { $count ->
    [0] У { $code } нет маршрутного листа, и ни один шаблон не подходит по классу. Попросите методиста добавить шаблон.
   *[other] У { $code } ещё нет маршрутного листа. С какого шаблона начать? Первый подходит лучше всего, шаги потом можно менять.
}
route-begun-toast = Лист составлен
route-begin-all = ➕ Составить всем, у кого нет ({ $count })
route-class-begun = { $count ->
    [0] Листы уже есть у всех, кому подходит шаблон
    [one] Составлен { $count } лист
    [few] Составлены { $count } листа
   *[other] Составлено { $count } листов
}
route-schools = { $count ->
    [0] Школ пока нет.
   *[other] Маршрутные листы: выберите школу.
}
route-classes = { $count ->
    [0] Пока никто не записался, поэтому листов нет. Начните с раздела «QR для класса».
   *[other] Маршрутные листы: выберите класс.
}
route-class-head = <b>{ $name }</b>, обучающихся: { $count }
route-class-waiting = ⏳ Ждут согласия родителя: { $count }. Листы появятся после него.
route-class-line = { $begun ->
    [yes] { $code }: { $done } из { $total }{ $late ->
        [0] { "" }
       *[other] , ⏰ { $late }
    }
   *[no] { $code }: <b>листа нет</b>
}
route-class-paper = 📄 Листы класса
route-register = 📊 Реестр (XLSX)
route-register-caption = Реестр маршрутных листов: листы, шаги, виды мероприятий. Имён в файле нет: их добавляет школа.
route-paper-caption = Маршрутный лист для печати. Имя впишите от руки.
route-card-caption = Ваша карточка маршрута. Её можно переслать родителям.
route-kind-ask = { $replaces ->
    [yes] На что заменить?
   *[no] Какой это шаг?
}
route-title-ask = Напишите, что именно нужно сделать (до { $limit } знаков).
route-day-ask = До какого дня?

route-templates = { $count ->
    [0] Шаблонов пока нет. Добавьте первый.
   *[other] Шаблоны маршрутов: по ним школы составляют листы. Изменения не трогают уже составленные листы.
}
route-template-line = { $hidden ->
    [yes] 🚫 { $title } · { $count }
   *[no] { $title } · { $count }
}
route-template-new = ➕ Шаблон
route-template-copy = Скопировать
route-template-hide = { $hidden ->
    [yes] Показывать школам
   *[no] Не показывать школам
}
route-template-grade = Для какого класса?
route-template-sphere = Для какой сферы?
route-template-level = Куда поступают?
route-any = Любая
route-template-title-ask = Как назвать шаблон? До { $limit } знаков.
route-template-head =
    <b>{ $title }</b>
    { $grade } класс · сфера: { $sphere } · поступление: { $level }{ $hidden ->
        [yes] { " " }· 🚫 не показывается школам
       *[no] { "" }
    }
route-template-empty = Шагов пока нет. Добавьте первый.
route-template-step-line = { $order }. { $title } — { $day }
route-template-step =
    <b>{ $title }</b>
    { $kind }, { $day }{ $named ->
        [yes] { "" }
            Помогает: { $who }
       *[no] { "" }
    }
route-template-retitle = Изменить название
route-template-move = 📅 Другой день
route-template-remove = Убрать
route-template-day-ask = До какого дня учебного года? Год не важен, считаются день и месяц.
route-after-days = { $count ->
    [one] через { $count } день после начала
    [few] через { $count } дня после начала
   *[other] через { $count } дней после начала
}

route-card-title = Мой маршрут
route-card-about = { $code } · { $class } · { $year }/{ $next } учебный год
route-card-foot = Пройдено шагов: { $done } из { $total }
route-card-done = СДЕЛАНО
route-card-missed = НЕ ВЫШЛО
route-card-state = { $state ->
    [done] сделано
    [missed] не получилось, бывает
    [invited] вы записаны, до { $day }
    [late] отметьте, как прошло
   *[planned] до { $day }
}

route-paper-title = МАРШРУТНЫЙ ЛИСТ
route-paper-about = мероприятий адресной работы с обучающимся, планирующим заключение договора о целевом обучении
route-paper-code = Обучающийся (код):
route-paper-school = Школа, класс:
route-paper-sphere = Сфера:
route-paper-level = Поступление:
route-paper-year = Учебный год:
route-year = { $year }/{ $next }
route-paper-foot = Выполнено { $done } из { $total } мероприятий по состоянию на { $day }.
route-paper-mark = { $state ->
    [done] Выполнено{ $dated ->
        [yes] { " " }{ $day }
       *[no] { "" }
    }
    [missed] Не выполнено{ $why ->
        [yes] : { $reason }
       *[no] { "" }
    }
    [replaced] Заменено
    [invited] Записан(а)
   *[planned] { "" }
}
route-column-number = №
route-column-step = Мероприятие
route-column-kind = Вид
route-column-due = Срок
route-column-responsible = Ответственный
route-column-mark = Отметка
route-signer-pupil = Обучающийся (имя, подпись)
route-signer-parent = Родитель (имя, подпись)
route-signer-tutor = Тьютор (имя, подпись)
route-signer-school = Ответственный от школы (имя, подпись)
route-nobody = Маршрутных листов пока нет.
route-file = Маршрутный лист { $day }
route-file-class = Маршрутные листы { $name } { $day }
route-file-register = Реестр маршрутных листов { $day }
route-sheet-register = Листы
route-sheet-steps = Шаги
route-sheet-kinds = Виды мероприятий
route-register-title = Реестр маршрутных листов обучающихся, планирующих заключение договоров о целевом обучении
route-register-order = Пункты 2.8.2 и 2.8.3 циклограммы
route-register-number = №
route-register-school = Школа
route-register-class = Класс
route-register-code = Код
route-register-sphere = Сфера
route-register-level = Поступление
route-register-template = Шаблон
route-register-started = Составлен
route-register-seen = Ознакомлен
route-register-planned = Запланировано
route-register-done = Выполнено
route-register-missed = Не выполнено
route-register-replaced = Заменено
route-register-late = Нет отметки
route-register-step = Мероприятие
route-register-kind = Вид
route-register-due = Срок
route-register-state = Состояние
route-register-decided = Отмечено
route-register-reason = Причина
route-register-evidence = Что сделано

route-line = Нужна одна строка, не пустая и не длиннее { $limit } знаков. Напишите ещё раз.
route-too-many-steps = В листе может быть шагов: не больше { $count }. Уберите лишний шаг или замените его.
route-template-known = Шаблон «{ $title }» для этого класса, сферы и уровня уже есть. Назовите иначе.
route-needs-consent = Лист составляют после согласия на участие (до 18 лет — и согласия родителя). Проверьте карточку обучающегося.
route-not-replaceable = Этот шаг уже выполнен или заменён. Добавьте новый шаг.
route-step-closed = Шаг уже отмечен. Сначала снимите отметку.
route-day-outside = Этот день вне учебного года листа. Выберите день с 1 сентября по 31 августа.
