menu-my-pairs = Мои подопечные
my-pairs-head = { $count ->
    [0] Пока вы никого не сопровождаете. Когда координатор закрепит за вами человека, он появится здесь.
   *[other] <b>Мои подопечные</b>: { $count }{ $late ->
        [0] { "" }
       *[other] . Пора встретиться: { $late }
    }. Откройте и отметьте встречу: три нажатия.
}
my-pairs-back = Мои подопечные
my-pair-line = { $state ->
    [late] 🔴
    [paused] ⏸
   *[active] ▫️
} { $who } · { $met ->
    [yes] были { $day }
   *[no] ещё не встречались
}
pair-head = <b>{ $who }</b> · { $place }
    { $kind ->
        [tutor_pupil] Вы тьютор
        [student_pupil] Вы наставник-студент
        [employer_student] Вы наставник студента
       *[employer_specialist] Вы наставник молодого специалиста
    }
pair-meetings = { $met ->
    [yes] Встреч: { $count }, последняя { $day }
   *[no] Встреч пока нет, пара с { $day }
}
pair-next = 📅 Следующая: <b>{ $day }</b>{ $todo ->
    [yes] {" — "}{ $step }
   *[no] {""}
}
pair-next-step = 🎯 До встречи: { $step }
pair-state = { $state ->
    [paused] ⏸ Пауза: бот не напоминает.
   *[closed] 🏁 Пара завершена, журнал сохранён.
}
pair-toast-active = Продолжаем
pair-toast-paused = Пауза: напоминаний не будет
pair-act-journal = 📔 Журнал
pair-act-plan = 📅 Следующая встреча
pair-act-plan-read = 🧭 План
pair-act-programme = 📋 Программа
pair-act-write = ✉️ Написать
pair-act-pause = ⏸ Пауза
pair-act-resume = ▶️ Продолжить
pair-act-close = 🏁 Завершить
pair-open = Открыть
pair-planned = Записал
pair-close-ask = Почему пара завершается? Журнал останется у подопечного, обе стороны бот спросит, как было.
close-reached = Цель достигнута
close-year_end = Закончился учебный год
close-moved = Подопечный ушёл или переехал
close-misfit = Не подошли друг другу
close-mentor_left = Наставник больше не может
check-in-when = { $late ->
    [yes] ⏰ Пора встретиться. Уже встретились? Когда:
   *[no] Записать встречу. Когда она была?
}
check-in-today = Сегодня
check-in-yesterday = Вчера
check-in-other-day = Другой день
check-in-which-day = В какой день была встреча?
check-in-form = { $who }, { $day }. Как прошла встреча?
form-meeting = 🤝 Встреча
form-call = 📞 Звонок
form-message = 💬 Переписка
form-workplace = 🏭 На рабочем месте
form-group = 👥 Группа
check-in-topic = О чём говорили? Нажмите главное — и встреча записана.
check-in-topics = Отметьте всё, о чём говорили.
topic-choice = Выбор пути
topic-study = Учёба
topic-exams = Экзамены
topic-documents = Документы и договор
topic-mood = Настроение
topic-work = Работа, практика
check-in-saved = Записано ✓
check-in-head = ✅ <b>{ $who }</b>, { $day }
check-in-about = { $form }, { $minutes } мин · { $topics }
check-in-note = 📝 { $text }
check-in-voice = 🎙 Голосовая заметка сохранена
check-in-confirmed = 👌 Подтвердили обе стороны
check-in-next = { $planned ->
    [yes] Следующая встреча — { $day }.
   *[no] Договорились о следующей? Нажмите «Следующая встреча».
}
check-in-act-topics = ➕ Темы
check-in-act-lengths = ⏱ Длительность
check-in-act-note = 📝 Заметка
check-in-act-erase = Стереть заметку
check-in-act-fix = ✏️ Исправить
check-in-act-remove = 🗑 Удалить
check-in-length = Сколько длилась встреча?
check-in-minutes = { $count } мин
check-in-note-ask = Напишите одну строку (до { $limit } знаков) или запишите голосовое сообщение. Без имён и телефонов: заметку видят следующий наставник и куратор.
check-in-erased = Стёрто
check-in-reason-ask = С записи прошло больше дня. Напишите, почему исправляете: причина сохранится в журнале.
check-in-fix-ask = Что исправить?
check-in-fix-day = 📅 Другой день
check-in-corrected = Исправлено
check-in-remove-ask = Удалить встречу из журнала?
check-in-remove-sure = Да, удалить
check-in-removed = Удалено
plan-ask = Когда встретитесь с { $who }? Бот спросит обоих, если день пройдёт. Ниже — что сделать до встречи.
plan-in-weeks = +{ $count } нед.
next-step-read = Прочитать
next-step-visit = Сходить
next-step-talk = Поговорить дома
next-step-documents = Собрать документы
next-step-route = Шаг маршрута
journal-head = { $count ->
    [0] В журнале пока пусто.
   *[other] 📔 <b>Журнал</b>, встреч: { $count }. Откройте свою встречу по номеру.
}
journal-paper = 📄 Журнал документом
journal-line = { $place }. { $day } · { $form }, { $minutes } мин · { $topics }{ $confirmed ->
    [yes] {" 👌"}
   *[no] {""}
}{ $noted ->
    [yes] {" — "}{ $note }
   *[no] {""}
}
group-open = 👥 Встреча с группой
group-ask = С кем была встреча?
group-all = Все, { $count }
group-who = Были: <b>{ $count }</b>. Снимите отметку с тех, кого не было, и нажмите день.
group-logged = ✅ Записано, { $day }. Встреча стоит в журнале у каждого, кто был: { $count }.
meet-notice = ⏰ <b>{ $who }</b>: без встреч { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}. Уже встретились — отметьте, когда:
meet-notice-many = ⏰ Пора встретиться. Давно не было встреч: <b>{ $count }</b>. Откройте, с кем уже встретились, или наметьте день.
met-notice = { $side ->
    [mentor] На { $day } у вас была намечена встреча с { $who }. Она состоялась?
   *[mentee] На { $day } у вас была намечена встреча с наставником. Она состоялась? Ответ он не увидит.
}
met-yes = Да, встретились
met-no = Нет
met-thanks = { $yes ->
    [yes] Спасибо! Отметил.
   *[no] Спасибо, понял. Бывает: договоритесь о новом дне.
}
fine-notice = Давно не было встреч с вашим тьютором или наставником. У вас всё в порядке? Ответ увидит только куратор.
fine-yes = Всё в порядке
fine-no = Хочу встретиться
fine-thanks = { $fine ->
    [yes] Спасибо! Хорошо, что всё в порядке.
   *[no] Спасибо, что сказали. Куратор узнает и поможет договориться.
}
pulse-notice = { $closing ->
    [yes] { $side ->
        [mentor] 🏁 Пара с { $who } завершена. Спасибо! Как было?
       *[mentee] 🏁 Сопровождение завершено. Как было?
    }
   *[no] { $side ->
        [mentor] Как идёт с { $who }?
       *[mentee] Как идёт с вашим тьютором или наставником?
    }
} Три нажатия; другая сторона ответов не увидит.
pulse-question = { $place } из { $of }. { $asked ->
    [useful] { $side ->
        [mentor] Встречи приносят пользу?
       *[mentee] Встречи вам полезны?
    }
    [easy] { $side ->
        [mentor] Вам легко общаться?
       *[mentee] Вам легко говорить и спрашивать?
    }
   *[forward] { $side ->
        [mentor] Видно движение вперёд?
       *[mentee] Вы продвигаетесь к своей цели?
    }
}
pulse-mark-3 = 🙂 Да
pulse-mark-2 = 😐 Так себе
pulse-mark-1 = 🙁 Нет
pulse-thanks = Спасибо за ответы!
check-in-long = Слишком длинно: до { $limit } знаков. Сократите и отправьте снова.
check-in-next-day = Выберите день после сегодняшнего, не дальше чем через полгода.
check-in-reason = Прошло больше дня: сначала нажмите «Исправить» и напишите причину.
check-in-day = Отметить можно встречу за последние { $days } дней, не позже сегодняшнего дня.
check-in-old = Прошло больше дня: теперь только «Исправить» — с причиной.
pair-closed = Эта пара уже завершена. Журнал сохранён.
group-nobody = Никто не отмечен. Отметьте хотя бы одного и нажмите день.
