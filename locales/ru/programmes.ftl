programme-bank-head = { $count ->
    [0] В банке программ пока пусто. Загляните позже.
   *[other] <b>Банк профориентационных программ.</b> Выберите сферу или найдите по словам.
}
programme-sphere = { $sphere } · { $count }
programme-all = Все · { $count }
programme-find = 🔎 Найти
programme-find-ask = Что ищете? Напишите словами, например «робототехника» или «космос».
programme-found = { $count ->
    [0] Ничего не нашлось. Напишите другими словами или откройте банк.
   *[other] Вот что нашлось.
}
programme-list-head = { $count ->
    [0] Таких программ пока нет. Выберите другой класс или сферу.
   *[other] { $chosen ->
        [yes] <b>{ $sphere }</b>, программ: { $count }.
       *[no] <b>Все программы</b>: { $count }.
    }
}
programme-any-grade = Все классы
programme-inline = Все программы
programme-title = <b>{ $title }</b>
programme-organisation = { $organisation }
programme-sphere-line = Сфера: { $sphere }
programme-level-line = Уровень: { $level }
programme-grades-line = Классы: { $grades }
programme-hours-line = Часов: { $hours }
programme-partner-line = Партнёр: { $partner }
programme-about = { $about }
programme-file-button = 📄 Программа файлом
programme-file-caption = Программа «{ $title }»
programme-file-line = 📄 { $name }
programme-where = Какой организации программа?
programme-new = Добавить программу
programme-desk-head = { $count ->
    [0] Программ пока нет. Добавьте первую: она попадёт в муниципальный банк (п. 2.4.1).
   *[other] <b>Программы.</b> В банке (п. 2.4.1): { $accepted }, ждут методиста: { $waiting }.
}
programme-desk-row = { $state ->
    [draft] ✏️
    [review] ⏳
    [returned] ↩️
    [accepted] ✅
   *[archived] 🗄
} { $title }
programme-table = Банк, XLSX
programme-table-done = Муниципальный банк профориентационных программ (п. 2.4.1).
programme-field-title = Название
programme-field-about = Описание
programme-field-partner = Партнёр
programme-field-hours = Часы
programme-choice-sphere = Сфера
programme-choice-level = Уровень
programme-choice-grade = Классы
programme-choice-file = Файл
programme-ask-title = Как называется программа? Напишите название.
programme-ask-about = Напишите коротко, чему учит программа и что попробуют ребята.
programme-ask-partner = Кто партнёр: колледж, вуз, предприятие? Напишите организацию.
programme-ask-hours = Сколько в программе часов? Напишите число, 0 — не указывать.
programme-ask-file = { $there ->
    [yes] Сейчас приложен файл «{ $name }». Пришлите другой, чтобы заменить.
   *[no] Пришлите программу файлом.
}
programme-ask-remark = Что нужно исправить? Напишите, автор увидит ваши слова.
programme-pick-sphere = К какой сфере относится программа?
programme-pick-level = Для тех, кто идёт куда?
programme-pick-grade = Для каких классов? Отметьте все.
programme-any-level = Не важно
programme-saved = Записано
programme-act-submit = Отправить методисту
programme-act-revise = Взять на доработку
programme-act-accept = Принять в банк
programme-act-return = Вернуть
programme-act-show = 📄 Открыть файл
programme-act-ask-archive = В архив
programme-archive-ask = Убрать программу в архив? Из банка она исчезнет.
programme-archive-sure = Да, в архив
programme-done-submit = Отправлено методисту
programme-done-revise = Теперь программу можно изменить
programme-done-accept = Программа в банке, автор узнает
programme-done-archive = Программа в архиве
programme-state-draft = ✏️ Черновик. Заполните описание и классы, затем отправьте методисту.
programme-state-review = ⏳ Ждёт методиста.
programme-state-returned = ↩️ Возвращена. Что исправить: { $remark }
programme-state-accepted = ✅ В банке программ.
programme-state-archived = 🗄 В архиве.
programme-asked = 📘 На рассмотрение пришла программа «{ $title }» ({ $organisation }). Примите её в банк или верните с замечанием.
programme-told-accepted = ✅ Программа «{ $title }» принята в муниципальный банк. Спасибо!
programme-told-returned = ↩️ Программу «{ $title }» вернули на доработку: { $remark }
programme-open = Открыть программу
programme-length = Не больше { $limit } знаков, название — не короче трёх. Напишите ещё раз.
programme-hours = Часы — число от 0 до { $most }. Напишите ещё раз.
programme-remark = Замечание — от 3 до { $limit } знаков. Напишите ещё раз.
programme-known = Программа с таким названием у организации уже есть. Откройте её или назовите новую иначе.
programme-not-written = Программа уже у методиста или в банке. Нажмите «Взять на доработку», чтобы её изменить.
programme-decided = По этой программе уже решено. Откройте её заново.
programme-incomplete = Пока рано: { $about ->
    [yes] { "" }
   *[no] нет описания.
} { $grades ->
    [yes] { "" }
   *[no] не отмечены классы.
}
programme-bank-title = Муниципальный банк профориентационных программ
programme-bank-order = Циклограмма, п. 2.4.1; по состоянию на { $day }
programme-sheet-bank = Банк программ
programme-sheet-summary = По организациям
programme-column-number = №
programme-column-organisation = Организация
programme-column-title = Программа
programme-column-sphere = Сфера
programme-column-level = Уровень
programme-column-grades = Классы
programme-column-hours = Часов
programme-column-partner = Партнёр
programme-column-about = Описание
programme-column-file = Файл
programme-column-count = Программ
programme-file = bank-programm-2-4-1-{ $day }.xlsx
