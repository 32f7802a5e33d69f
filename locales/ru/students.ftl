students-head =
    <b>Обучающиеся</b>
    Всего: { $count } · новых: { $new } · хотят договор: { $wants } · ждут согласия родителя: { $waiting }
students-by-grade = Классы: { $parts }
students-by-sphere = Сферы: { $parts }
students-by-level = Поступают: { $parts }
students-school = { $order }. { $school }: { $count ->
    [0] <b>0 заявок</b>
   *[other] { $count }, новых { $new }, хотят договор { $wants }
}
students-empty-schools = { $count ->
    [one] ⚠️ В { $count } школе пока нет заявок.
    [few] ⚠️ В { $count } школах пока нет заявок.
   *[other] ⚠️ В { $count } школах пока нет заявок.
}
students-school-head =
    <b>{ $school }</b>
    Всего: { $count } · новых: { $new } · хотят договор: { $wants } · ждут согласия родителя: { $waiting }
students-class = { $name }: { $count ->
    [0] <b>0 заявок</b>
   *[other] { $count }, новых { $new }, хотят договор { $wants }
}
students-class-open = { $name } · { $count }
students-none = { $may_invite ->
    [yes] Пока никто не записался. Распечатайте QR для класса: ученик запишется меньше чем за минуту.
   *[no] Пока никто не записался.
}
students-class-head = <b>{ $name }</b>, записей: { $count }
students-marks =
    🆕 ждёт подтверждения, ⏳ ждёт согласия родителя, ✅ всё в порядке, 📄 хочет договор, ✖️ выбыл.
    Имён в боте нет: сверьте код с учеником.
students-pupil = { $mark ->
    [gone] ✖️
    [new] 🆕
    [waiting] ⏳
   *[well] ✅
} { $code }{ $wants ->
    [yes] { " " }📄
   *[no] { "" }
}
students-approve-all = Подтвердить всех новых ({ $count })
students-approved = { $count ->
    [0] Новых уже нет
    [one] Подтверждена { $count } заявка
    [few] Подтверждены { $count } заявки
   *[other] Подтверждено { $count } заявок
}
students-files = Списки файлом

student-card =
    <b>{ $code }</b>
    { $school }, { $class }

    Сфера: { $sphere }
    Поступает: { $level }
    Решение: { $interest }
student-state-new = 🆕 Ждёт вашего подтверждения: сверьте код с учеником.
student-state-approved = ✅ Заявка подтверждена.
student-state-left = ✖️ Выбыл.
student-state-moved = ✖️ Перешёл в другую школу.
student-state-merged = Объединён с другой записью.
student-consent = { $purpose }: { $pupil ->
    [yes] обучающийся — да
   *[no] обучающийся — нет
}{ $minor ->
    [yes] { $parent ->
        [yes] , родитель — да
       *[no] , родитель — нет
    }
   *[no] { "" }
}
student-parents = { $count ->
    [0] Родитель ещё не подключён.
    [one] Подключён { $count } родитель.
    [few] Подключены { $count } родителя.
   *[other] Подключено { $count } родителей.
}
student-offline = Запись без чата: бот этому ученику не пишет.
purpose-participation = Участие
purpose-reminders = Напоминания
purpose-employers = Передача работодателям
student-act-approve = ✅ Подтвердить
student-act-correct = ✏️ Исправить
student-act-double = Дубль
student-act-ask-left = Выбыл
student-act-ask-moved = Перешёл
student-act-return = Вернуть в список
student-saved = Сохранено
student-merged = Эта запись уже объединена с другой. Откройте список класса заново.
student-left-ask = Отметить, что { $code } выбыл? Ученик об этом узнает, запись уйдёт из списков. Вернуть можно.
student-left-sure = Да, выбыл
student-moved-ask = Отметить, что { $code } перешёл в другую школу? Там он запишется заново по QR своего класса.
student-moved-sure = Да, перешёл
student-correct = Что исправить у { $code }? Каждое изменение попадёт в список корректировок.
student-class = Класс
student-sphere = Сфера
student-level = Куда поступает
student-interest = Договор
student-grade-ask = В каком классе ученик сейчас?
student-letter-ask = Какая буква у класса?
student-sphere-ask = Какая сфера?
student-level-ask = Куда поступает?
student-interest-ask = Решил заключать договор?
student-double-ask = { $count ->
    [0] Других записей в этом классе нет, объединять не с чем.
   *[other] С какой записью объединить? Останется та, которую вы выберете.
}
student-told-approved = ✅ Координатор подтвердил вашу заявку { $code }. Загляните в меню: там ваша анкета и ответы на вопросы.
student-told-corrected = Координатор исправил класс в анкете { $code }: теперь { $class }. Если это ошибка, скажите ему.
student-told-left = Координатор отметил, что вы выбыли: анкета { $code } закрыта. Если это ошибка, скажите ему.
student-told-moved = Координатор отметил, что вы перешли в другую школу: анкета { $code } закрыта. Запишитесь в новой школе по QR класса.
student-told-merged = Ваша анкета { $code } оказалась второй и объединена с первой. Делать ничего не нужно.
student-told-new = Анкета { $code } снова ждёт подтверждения координатора.

list-choose = Какой список нужен? В файле только коды, без имён: имена соединит школа на своём компьютере.
list-interested = Списки обучающихся (2.2), Excel
list-interested-docx = Списки обучающихся (2.2), Word
list-contract = Планируют договор (2.8.1), Excel
list-contract-docx = Планируют договор (2.8.1), Word
list-corrections = Корректировки с 1 сентября
list-interested-title = Списки мотивированных на целевое обучение обучающихся 9, 11 классов
list-contract-title = Сводные списки обучающихся, планирующих заключение договора о целевом обучении
list-corrections-title = Список корректировок
list-year = { $year }/{ $next } учебный год, по состоянию на { $day }
list-order = Циклограмма, п. { $item }
list-waiting = { $count ->
    [0] { "" }
    [one] Ещё { $count } обучающийся ждёт согласия родителя и в список не включён.
    [few] Ещё { $count } обучающихся ждут согласия родителя и в список не включены.
   *[other] Ещё { $count } обучающихся ждут согласия родителя и в список не включены.
}
list-sheet-list = Список
list-sheet-summary = Сводка
list-sheet-changes = Корректировки
list-column-number = № п/п
list-column-school = Организация
list-column-code = Код
list-column-class = Класс
list-column-sphere = Сфера
list-column-level = Уровень
list-column-interest = Степень интереса
list-column-institution = Учебное заведение
list-column-specialty = Специальность
list-column-employer = Заказчик
list-column-state = Заявка
list-column-total = Всего
list-column-wants = Хотят договор
list-column-waiting = Ждут согласия родителя
list-column-grade = { $grade } класс
list-column-day = Дата
list-column-field = Что изменилось
list-column-was = Было
list-column-now = Стало
list-state-new = не подтверждена
list-state-approved = подтверждена
list-all = Всего
list-responsible = Ответственный
list-done = { $title }. Имён в файле нет: соедините его с вашим списком командой <code>lists join</code> на своём компьютере.
list-file-interested = spisok-2-2-{ $day }
list-file-contract = spisok-2-8-1-{ $day }
list-file-corrections = korrektirovki-{ $day }
field-state = заявка
field-class = класс
field-sphere = сфера
field-level = уровень
field-interest = степень интереса
field-institution = учебное заведение
field-specialty = специальность
field-employer = заказчик
change-new = подана
change-approved = подтверждена
change-left = выбыл
change-moved = перешёл
change-merged = дубль

week-head = <b>Запись на целевое обучение за неделю</b>
week-line = { $school }: за неделю +{ $fresh }, всего { $count }{ $empty ->
    [0] .
   *[other] . Пока никого: { $names }.
}
week-new = { $count ->
    [one] Ждёт подтверждения: { $count } заявка.
    [few] Ждут подтверждения: { $count } заявки.
   *[other] Ждут подтверждения: { $count } заявок.
}
student-name = { $known ->
    [yes] { $readable ->
        [yes] 👤 { $name }
       *[no] 👤 Имя записано, но не открывается: проверьте NAMES_KEY.
    }
   *[no] 👤 Имя не записано.
}
student-act-name = Имя
student-name-ask = Напишите имя для { $code }. В базе оно будет зашифровано, увидит его только координатор вашей школы. Чтобы убрать имя, пришлите «-».
student-name-kept = Сохранено. Удалите своё сообщение с именем из чата.
