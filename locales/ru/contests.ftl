contests-head = { $count ->
    [0] Для вашего класса конкурсов пока нет. Когда появится новый, я напишу.
   *[other] <b>Конкурсы для вашего класса.</b> Выберите, чтобы узнать больше и подать заявку.
}
contest-row = { $mark ->
    [applied] ✅
    [participant] 🎓
    [prize] 🥈
    [winner] 🏆
    [late] ⌛️
   *[open] 🟢
} { $title }{ $dated ->
    [yes] { " " }· до { $day }
   *[no] { "" }
}
contest-title = <b>{ $title }</b>
contest-level-line = Уровень: { $level }
contest-level-school = школа
contest-level-city = город
contest-level-region = регион
contest-level-country = страна
contest-organiser-line = Организатор: { $organiser }
contest-grades-line = { $any ->
    [yes] Классы: { $grades }
   *[no] Не для обучающихся: дошкольники или организации
}
contest-sphere-line = Сфера: { $sphere }
contest-about = { $about }
contest-nominations-head = Номинации:
contest-nomination = • { $name }
contest-stage = 🗓 { $title } — до { $until }
contest-contact-line = Куда обратиться: { $contact }
contest-entrant = { $code }: <b>{ $state }</b>{ $named ->
    [yes] , «{ $nomination }»
   *[no] { "" }
}
contest-late-line = Заявки больше не принимаются.
contest-closed-line = Конкурс завершён.
contest-apply = { $several ->
    [yes] Участвовать: { $code }
   *[no] Участвовать
}
contest-withdraw = { $several ->
    [yes] Отозвать заявку: { $code }
   *[no] Отозвать заявку
}
contest-watch = 🔔 Напомнить
contest-unwatch = 🔕 Не напоминать
contest-watched = { $on ->
    [yes] Напомню за неделю, за три дня и за день до срока
   *[no] Больше не напоминаю
}
contest-rules = Положение: { $title }
contest-rules-button = 📄 Положение
contest-nomination-ask = В какой номинации?
contest-applied = Заявка подана
contest-withdrawn = Заявка отозвана
contest-open = Открыть конкурс
contest-fresh =
    🏅 Новый конкурс для вашего класса: <b>{ $title }</b>
    Уровень: { $level }. Организатор: { $organiser }.
    Заявки — до { $until }.
contest-moved = 🗓 Конкурс «{ $title }»: срок изменился. { $stage } — не до { $was }, а <b>до { $until }</b>.
contest-countdown = ⏳ Конкурс «{ $title }». { $stage } — до <b>{ $until }</b>, { $left ->
    [0] последний день сегодня.
    [1] последний день завтра.
    [one] остался { $left } день.
    [few] осталось { $left } дня.
   *[other] осталось { $left } дней.
} { $applied ->
    [yes] Ваша заявка есть, проверьте, всё ли готово.
   *[no] Хотите участвовать — откройте конкурс и подайте заявку.
}
contest-entered = { $school ->
    [yes] 🏅 Школа записала вас на конкурс «{ $title }». Не хотите участвовать — откройте конкурс и отзовите заявку.
   *[no] 🏅 Родитель записал вас на конкурс «{ $title }». Не хотите участвовать — откройте конкурс и отзовите заявку.
}
contest-result-participant = 🎓 Конкурс «{ $title }» завершён, { $code } — участник. Спасибо за смелость и труд: этот опыт останется с вами!
contest-result-prize = 🥈 Поздравляем! { $code } — призёр конкурса «{ $title }». Вы отлично поработали!
contest-result-winner = 🏆 Поздравляем! { $code } — победитель конкурса «{ $title }». Это большая победа!
entry-applied = заявка подана
entry-withdrawn = заявка отозвана
entry-participant = участник
entry-prize = призёр
entry-winner = победитель
contest-late = Приём заявок уже закончился. Спросите координатора школы: он может добавить вас, если организатор согласен.
contest-closed = Этот конкурс завершён. Посмотрите другие в разделе «Конкурсы».
contest-decided = Итог этой заявки уже подведён, отозвать её нельзя. Если в нём ошибка, напишите координатору школы.

contest-desk-head = { $count ->
    [0] Конкурсов пока нет. Возьмите готовый из планов или заведите новый.
   *[other] <b>Конкурсы.</b> Откройте, чтобы изменить, опубликовать, внести заявки и итоги.
}
contest-desk-row = { $state ->
    [draft] ✏️
    [published] 🟢
   *[closed] 🏁
} { $title }{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
}
contest-from-orders = Из планов
contest-anew = Новый
contest-talented-button = Список призёров и победителей
contest-talented-done = Призёры и победители учебного года для поддержки талантливых (план, п. 6.4). Имён в файле нет.
contest-templates-head = { $whole ->
    [yes] <b>Все конкурсы обоих планов.</b> Выберите — получится черновик, который можно изменить.
   *[no] <b>Конкурсы планов, срок которых в этом году.</b> Выберите — получится черновик, который можно изменить.
}
contest-templates = Только этого года
contest-all-templates = Все, и не этого года
contest-template = { $order ->
    [plan] п. { $item }
   *[cycle] цикл. { $item }
}{ $any ->
    [yes] { " " }· { $grades }
   *[no] { "" }
} · { $title }{ $running ->
    [yes] { " " }✓
   *[no] { "" }
}
contest-where = Чей это конкурс?
contest-title-ask = Как называется конкурс? Напишите название.
contest-made = Черновик готов
contest-saved = Записано
contest-dropped = Черновик удалён
contest-done-publish = Конкурс опубликован
contest-done-close = Конкурс завершён
contest-card-head = { $state ->
    [draft] ✏️ Черновик: никто, кроме вас, его не видит.
    [published] 🟢 Опубликован, заявок: { $count }.
   *[closed] 🏁 Завершён, заявок: { $count }.
} { $owned ->
    [yes] { $organisation }.
   *[no] Городской.
}
contest-file-line = 📄 Положение: { $name }
contest-field-title = Название
contest-field-about = О конкурсе
contest-field-organiser = Организатор
contest-field-contact = Контакт
contest-field-nominations = Номинации
contest-choice-level = Уровень
contest-choice-grades = Классы
contest-choice-sphere = Сфера
contest-choice-file = Положение
contest-stages-button = Этапы и сроки
contest-entries-button = Заявки и итоги · { $count }
contest-ask-title = Напишите название.
contest-ask-about = Напишите коротко, о чём конкурс и что нужно сделать.
contest-ask-organiser = Кто проводит? Напишите организацию.
contest-ask-contact = Куда обратиться? Напишите отдел или кабинет, например «ГЦОКО, кабинет 12». Имён и телефонов не пишите.
contest-ask-nominations = Напишите номинации, каждую с новой строки, не больше { $count }. Номинаций нет — отправьте «-».
contest-ask-file = { $there ->
    [yes] Сейчас приложен файл «{ $name }». Пришлите другой, чтобы заменить.
   *[no] Пришлите положение о конкурсе файлом.
}
contest-level-ask = Какого уровня конкурс?
contest-sphere-ask = Для какой сферы? Конкурс увидят только те, кто её выбрал.
contest-any-sphere = Любая
contest-grades-ask = Для каких классов? Отметьте все. { $published ->
    [yes] Конкурс опубликован: кому он станет нужен, тому я сразу напишу.
   *[no] Не отмечено ни одного — обучающимся о конкурсе не сообщается.
}
contest-ask-publish = Опубликовать
contest-ask-drop = Удалить черновик
contest-ask-close = Завершить
contest-publish-ask = { $pupils ->
    [0] В боте пока нет обучающихся, для которых этот конкурс: никому писать не буду.
   *[other] Для кого этот конкурс — обучающихся в боте: { $pupils }. Получат сообщение: { $people } (они и их родители, кто согласился, чтобы бот писал).
} Остальные о нём не узнают.
contest-publish-sure = Да, опубликовать
contest-close-ask = Завершить конкурс? Заявки и напоминания прекратятся, итоги внести ещё можно.
contest-close-sure = Да, завершить
contest-drop-ask = Удалить черновик? Вернуть его будет нельзя.
contest-drop-sure = Да, удалить
contest-stages-head = { $count ->
    [0] Этапов пока нет. Добавьте первый: до какого дня принимаются заявки.
   *[other] <b>Этапы и сроки.</b> Нажмите на этап, чтобы перенести срок. Первый этап — приём заявок.
}
contest-stage-button = { $title } · до { $day }
contest-stage-add = Добавить этап
contest-stage-ask = Какой это этап?
contest-stage-own = Своё название
contest-stage-title-ask = Как называется этап? Напишите.
contest-stage-day = { $moved ->
    [yes] До какого дня теперь? Кто подал заявку или попросил напомнить, узнает о переносе.
   *[no] До какого дня, включительно?
}
contest-stage-drop = Убрать этап
contest-stage-applications = Приём заявок
contest-stage-selection = Отборочный этап
contest-stage-final = Финал
contest-stage-results = Подведение итогов
contest-entries-head = { $count ->
    [0] Заявок пока нет. Внесите по коду или дождитесь, пока ребята подадут сами.
   *[other] <b>Заявок: { $count }</b>, призёров и победителей: { $best }. Нажмите на код, чтобы отметить итог.
}
contest-entry-row = { $state ->
    [applied] ⚪️
    [participant] 🎓
    [prize] 🥈
   *[winner] 🏆
} { $code }
contest-enter-code = Внести по коду
contest-paste = Итоги списком
contest-table = Таблица XLSX
contest-table-done = Заявки и итоги по школам. Имён в файле нет.
contest-code-ask = Напишите код обучающегося, например «К-37-11А-04».
contest-entering = { $choice ->
    [yes] { $code }: в какой номинации?
   *[no] Записать { $code } на конкурс?
}
contest-enter-sure = Да, записать
contest-paste-mark = Какой итог внести?
contest-paste-codes = Итог — { $result }. Пришлите коды, каждый с новой строки или через запятую.
contest-pasted = { $count ->
    [0] Никого не отметил.
    [one] Отмечен { $count }: { $result }.
    [few] Отмечено { $count }: { $result }.
   *[other] Отмечено { $count }: { $result }.
}
contest-pasted-unknown = Не отмечены { $count }: { $codes }. Проверьте код: нет такого обучающегося у вас, или конкурс не для его класса.
contest-entry-view =
    <b>{ $code }</b>, { $class }
    { $school }
    { $contest }{ $named ->
        [yes] , «{ $nomination }»
       *[no] { "" }
    }

    Сейчас: <b>{ $state }</b>. Отметьте итог — семья узнает о нём.
contest-entry-withdraw = Отозвать заявку
contest-length = От 3 до { $limit } знаков. Напишите ещё раз.
contest-contact-person = Похоже на имя человека. Напишите только отдел или кабинет, например «ГЦОКО, кабинет 12».
contest-nominations = Не больше { $count } номинаций, каждая до { $limit } знаков. Напишите ещё раз.
contest-stage-title = Название этапа — от 2 до { $limit } знаков. Напишите ещё раз.
contest-stages-many = Этапов уже { $count }, больше не нужно. Уберите лишний.
contest-stage-order = Этапы идут по порядку: следующий не может закончиться раньше предыдущего. Выберите другой день.
contest-stage-first = Первый этап — приём заявок, без него конкурса нет. Перенесите его срок.
contest-stage-past = Приём заявок уже прошёл. Перенесите его срок, потом публикуйте.
contest-incomplete = { $organiser ->
    [yes] { "" }
   *[no] Не указан организатор.
} { $staged ->
    [yes] { "" }
   *[no] Нет ни одного этапа: назовите, до какого дня принимаются заявки.
}
contest-code-unknown = Такого кода среди ваших обучающихся нет. Проверьте и напишите ещё раз.
contest-code-grade = Конкурс не для класса или сферы { $code }. Проверьте код или классы конкурса.
contest-codes = Пришлите от 1 до { $count } кодов, каждый с новой строки.
contest-list-order = План, разделы 2–4; циклограмма, п. 2.4
contest-talented-title = Обучающиеся, достигшие успехов в конкурсах
contest-talented-order = План, п. 6.4: { $year }/{ $next } учебный год
contest-sheet-entries = Заявки и итоги
contest-sheet-summary = Свод по школам
contest-sheet-talented = Призёры и победители
contest-column-school = Организация
contest-column-class = Класс
contest-column-code = Код
contest-column-nomination = Номинация
contest-column-state = Итог
contest-column-day = Дата
contest-column-sphere = Сфера
contest-column-contest = Конкурс
contest-column-level = Уровень
contest-column-applied = Заявок
contest-column-participant = Участников
contest-column-prize = Призёров
contest-column-winner = Победителей
contest-file-entries = konkurs-{ $number }-{ $day }.xlsx
contest-file-talented = prizery-6-4-{ $day }.xlsx
