consultation-topic-admission = Поступление
consultation-topic-contract = Договор
consultation-topic-support = Меры поддержки
consultation-topic-liability = Ответственность
consultation-topic-other = Другое
consultation-where = { $count ->
    [0] Свободного времени пока нет. Задайте вопрос письменно: «Спросить человека».
   *[other] К кому записаться на консультацию?
}
consultation-own = 🗓 { $at } — { $organisation }, { $place }
consultation-times = { $count ->
    [0] Свободное время только что закончилось. Выберите другую организацию.
   *[other] <b>{ $organisation }</b>. Когда вам удобно?
}
consultation-topic = О чём поговорить? { $known ->
    [yes] Имени и телефона специалист не увидит.
   *[no] Чтобы напомнить, я сохраню номер этого чата; имени и телефона никто не увидит. Удалить всё — /forget.
}
consultation-booked = ✅ Вы записаны: <b>{ $at }</b>, { $organisation }, { $place }, { $minutes } минут. Напомню накануне и за два часа.
consultation-cancel = Отменить запись
consultation-cancel-one = Отменить { $at }
consultation-cancelled-toast = Запись отменена
consultation-gone = Это время уже прошло или отменено. Откройте «Консультации» и выберите другое.
consultation-taken = Это время только что заняли. Откройте «Консультации» и выберите другое.
consultation-too-many = У вас уже { $count } записи. Отмените одну, чтобы записаться ещё.
consultation-reminder = 🗓 Напоминаю о консультации: <b>{ $at }</b>, { $organisation }, { $place }. Не получается — отмените, время достанется другому.
consultation-told-cancelled = Консультацию { $at } отменили. Извините! Выберите другое время.
consultation-told-booked = 🗓 К вам записались: <b>{ $at }</b>, тема — { $topic }.
consultation-again = Другое время
consultation-desk-head = { $count ->
    [0] Вы ещё не предлагали времени для консультаций.
   *[other] Ваши консультации, занято: { $booked }. После встречи отметьте её: из отметок складывается журнал.
}
consultation-desk-slot = { $state ->
    [free] ⚪️
    [booked] 🟢
    [held] ✅
    [missed] ✖️
   *[cancelled] 🚫
} { $at }
consultation-desk-view =
    <b>{ $at }</b>, { $minutes } минут
    { $place }
    { $state ->
        [free] Свободно.
        [booked] Занято.
        [held] Оказана.
        [missed] Не пришли.
       *[cancelled] Отменено.
    } { $named ->
        [yes] Тема: { $topic }.
       *[no] { "" }
    }
consultation-held = ✅ Оказана
consultation-missed = Не пришли
consultation-other-topic = Другая тема
consultation-withdraw = Отменить время
consultation-held-topic = О чём была консультация?
consultation-marked = Отмечено
consultation-withdrawn = Время отменено, кто записался — узнает
consultation-not-yet = Эта консультация ещё впереди. Отметьте её после встречи.
consultation-place = Место — от 1 до { $limit } знаков, например «кабинет 12». Напишите его ещё раз.
consultation-nothing-offered = Это время уже предложено, прошло или выпало на выходной. Выберите другое.
offer-button = Предложить время
offer-where = Для какой организации?
offer-day = В какой день? Выходные я пропущу.
offer-hour = С какого часа?
offer-count-ask = Сколько встреч подряд и по сколько минут?
offer-count = { $count } × { $minutes }
offer-weeks-ask = Один раз или каждую неделю?
offer-weeks = { $weeks ->
    [1] Один раз
    [one] { $weeks } неделя
    [few] { $weeks } недели
   *[other] { $weeks } недель
}
offer-place = Где? Напишите, например: «кабинет 12» или «по телефону через приёмную». Номер телефона писать не нужно.
offer-done = ✅ Время предложено, семьи его уже видят.
journal-title = Журнал консультаций по вопросам целевого обучения
journal-order = Циклограмма, п. 2.7
journal-sheet = Журнал
journal-day = Дата
journal-time = Время
journal-organisation = Кто консультировал
journal-topic = Тема
journal-grade = Класс
journal-file = zhurnal-2-7-{ $day }.xlsx
journal-done = Журнал консультаций и охват родителей (п. 2.7). Имён в файле нет.
coverage-sheet = Охват родителей
coverage-title = Охват родителей по школам
coverage-school = Организация
coverage-parents = Подключено родителей
coverage-held = Консультаций оказано
coverage-meetings = Собраний
coverage-came = Пришло на собрания
