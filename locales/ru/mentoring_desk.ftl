menu-mentoring-desk = Наставничество
menu-mentoring-offers = Предложения пары

mentors-where = { $count ->
    [0] Пока нет организаций, пары которых вы ведёте. Попросите администратора дать вам роль в организации.
   *[other] <b>Наставничество</b>. Какую организацию открыть?
}
mentors-desk =
    <b>Наставничество</b> · { $name }
    Тьюторов и наставников: { $mentors }
mentors-desk-without = Без тьютора: { $count }
mentors-waiting = ⏳ Ждут согласия родителя: { $count }
mentors-desk-trainees = Студентов и молодых специалистов: { $count }
mentors-desk-pairs = Пары: идут — { $active }, на паузе — { $paused }
mentors-desk-offers = Предложений ждут ответа: { $count }
mentors-desk-empty = 👉 Начните с приглашения тьютора или наставника.
mentors-part-mentors = Тьюторы и наставники
mentors-part-pairs = Пары
mentors-part-past = Завершённые пары
mentors-part-trainees = Студенты и специалисты
mentors-part-invite = ➕ Пригласить
mentors-classes = Без тьютора, по классам

mentors-name = { $role }{ $positioned ->
    [yes] , { $position }
   *[no] { $number ->
        [0] { "" }
       *[other] { " " }№ { $number }
    }
}
mentors-list = { $count ->
    [0] Тьюторов и наставников пока нет. Нажмите «Пригласить» и перешлите ссылку.
   *[other] <b>Тьюторы и наставники</b>: { $count }. Рядом — сколько человек сопровождает и какой предел. 📄 — нет согласия или приказа.
}
mentors-line = { $gone ->
    [yes] 🚪{ " " }
   *[no] { $papers ->
        [yes] { "" }
       *[no] 📄{ " " }
    }
}{ $name } · { $load }/{ $limit }
mentors-card =
    <b>{ $name }</b>
    Сопровождает: { $load }, предел — { $limit }
mentors-card-sphere = { $known ->
    [yes] Сфера: { $sphere }
   *[no] Сфера не указана: укажите её, и бот точнее предложит пару.
}
mentors-card-gone = 🚪 Роль снята, а пары остались. Передайте их другому: журнал и договорённости сохранятся.
mentors-attach = Прикрепить обучающихся
mentors-set-sphere = Сфера
mentors-set-limit = Предел
mentors-paper-consent = { $there ->
    [yes] ✅
   *[no] ▫️
} Согласие
mentors-paper-order = { $there ->
    [yes] ✅
   *[no] ▫️
} Приказ
mentors-hand = 🔁 Передать всех другому
mentors-saved = Сохранено
mentors-sphere-ask = В какой сфере он или она работает или учится?
mentors-limit-ask = { $name }: сейчас сопровождает { $load }, предел — { $limit }. Сколько человек можно поручить самое большее?

mentors-invite-ask = Кого приглашаем? Ссылка сработает один раз.
mentors-position-ask = Роль: <b>{ $role }</b>. { $trainee ->
    [yes] Напишите должность либо учебное заведение и курс, например: <i>педагогический колледж, 3 курс</i>.
   *[no] Напишите должность, например: <i>педагог-психолог</i>, или учебное заведение и курс.
} По этим словам его или её будут узнавать. Фамилию писать не нужно.

    Следующим сообщением придёт одноразовая ссылка. Сами её не открывайте — перешлите человеку.

mentors-classes-head = { $count ->
    [0] <b>Без тьютора</b>: никого. Тьютор есть у каждого, кого можно сопровождать.
   *[other] <b>Без тьютора</b>: { $count }. Рядом с классом — сколько без тьютора и сколько всего.
}
mentors-class-line = { $name } · { $without } из { $pupils }
mentors-room = { $name }: { $load } из { $limit }
mentors-class = <b>{ $name }</b>. Без тьютора: { $without }
mentors-class-attach = Нажмите код, чтобы прикрепить одного, или прикрепите всех сразу.
mentors-class-open = Нажмите код, чтобы увидеть, кто сопровождает.
mentors-class-empty = В этом классе никого нет: возможно, обучающиеся перешли в другой. Откройте раздел заново через /menu.
mentors-pupil = { $has ->
    [yes] ✅
   *[no] { $agreed ->
        [yes] ▫️
       *[no] ⏳
    }
} { $code }
mentors-attach-class = Прикрепить всех без тьютора ({ $count })
mentors-attached-toast = Прикреплено: { $count }
mentors-attached = ✅ Прикреплено: { $made }{ $already ->
    [0] { "" }
   *[other] . Уже с тьютором: { $already }
}{ $waiting ->
    [0] { "" }
   *[other] . Ждут согласия родителя: { $waiting }
}
mentors-choose-tutor = { $count ->
    [0] Тьюторов со свободными местами нет. Пригласите ещё одного или поднимите предел в его карточке.
   *[other] К кому прикрепить? Первым стоит тот, у кого больше свободных мест.
}
mentors-choose-line = { $name } · { $load }/{ $limit }
mentors-hand-ask = { $count ->
    [0] { $name }: передать некому. Пригласите ещё одного человека на ту же роль.
   *[other] { $name }. Кому передать всех? Журнал и договорённости сохранятся.
}
mentors-hand-sure = { $count ->
    [0] { $name }: передавать некого, пар в вашей организации нет.
   *[other] Передать всех (<b>{ $count }</b> чел.)?
    От кого: { $name }
    Кому: { $to }, сейчас { $load } из { $limit }

    Журнал встреч и договорённости останутся. Каждому придёт сообщение.
}
mentors-hand-yes = Да, передать ({ $count })
mentors-handed = ✅ Передано подопечных: { $count }. Всем, кого это касается, бот сообщил.
mentors-handed-one = ✅ Передали: тьютор новый, журнал встреч тот же. Обоим бот сообщил.
mentors-open-pair = Открыть пару

mentors-trainees = { $count ->
    [0] Студентов и молодых специалистов пока нет. Пригласите их ссылкой: кнопка «Пригласить» в этом разделе.
   *[other] <b>Студенты и молодые специалисты</b>: { $count }. ▫️ — пока без наставника.
}
mentors-trainee-line = { $paired ->
    [yes] ✅
   *[no] ▫️
} { $code }{ $positioned ->
    [yes] , { $position }
   *[no] { "" }
} · { $kind }
mentors-trainee-employer_student = студент
mentors-trainee-employer_specialist = молодой специалист
mentors-trainee-kind-ask = Кто это: студент, который учится по договору, или молодой специалист, который уже работает?
mentors-trainee-sphere-ask = В какой сфере?
mentors-trainee-set = Сохранено: { $kind }, сфера — { $sphere }. Теперь можно подобрать наставника.
mentors-trainee-change = Студент или специалист
mentors-target =
    <b>{ $code }</b>, { $kind }{ $known ->
        [yes] {""}
            Сфера: { $sphere }
       *[no] {""}
    }
mentors-target-alone = Пока никто не сопровождает.
mentors-target-waits = ⏳ Нужно согласие на участие, до 18 лет — и от родителя. До этого прикрепить никого нельзя.
mentors-target-offer =
    🤝 Предложена пара: { $name }, { $place }. Ждём до { $day } включительно.
    Наставник: { $mentor ->
        [yes] согласие есть
        [no] отказ
       *[waits] ждём ответа
    }. Вторая сторона: { $mentee ->
        [yes] согласие есть
        [no] отказ
       *[waits] ждём ответа
    }.
mentors-target-pair = 👥 { $name }
mentors-give-tutor = Дать тьютора

mentors-kind-tutor_pupil = тьютор и обучающийся
mentors-kind-student_pupil = студент и школьник
mentors-kind-employer_student = работодатель и студент
mentors-kind-employer_specialist = работодатель и молодой специалист
mentors-pairs = { $past ->
    [yes] { $count ->
        [0] Завершённых пар пока нет.
       *[other] <b>Завершённые пары</b>: { $count }
    }
   *[no] { $count ->
        [0] Пар пока нет. Прикрепите тьютора к классу или подберите наставника.
       *[other] <b>Пары</b>: { $count }{ $late ->
            [0] { "" }
           *[other] . ⏰ Давно не встречались: { $late }
        }
    }
}
mentors-pair-line = { $state ->
    [late] ⏰{ " " }
    [paused] ⏸{ " " }
   *[other] { "" }
}{ $mentee } — { $name }
mentors-pair =
    <b>{ $mentee }</b> — { $name }
    { $kind }
mentors-pair-active = Пара идёт с { $day }
mentors-pair-paused = ⏸ На паузе: никого не спрашиваем. Начали { $day }
mentors-pair-closed = Пара завершена. Начали { $day }
mentors-pair-left = 🚪 У сопровождающего больше нет роли. Найдите другого: журнал сохранится.
mentors-pair-meetings = Встреч: { $count }, минут: { $minutes }
mentors-pair-last = Последняя встреча: { $day }
mentors-pair-next = Договорились встретиться: { $day }
mentors-pair-due = { $late ->
    [yes] ⏰ Встретиться надо было до { $day }
   *[no] Встретиться надо до { $day }
}
mentors-pair-act-pause = ⏸ Пауза
mentors-pair-act-resume = ▶️ Продолжить
mentors-pair-act-other = 🔁 Подобрать другого
mentors-pair-act-end = Завершить
mentors-end-ask = Почему завершаем пару <b>{ $mentee }</b> — { $name }? Журнал сохранится, обе стороны бот спросит, как всё прошло.
mentors-reason-reached = Цель достигнута
mentors-reason-year_end = Закончился учебный год
mentors-reason-moved = Переход в другую организацию
mentors-reason-misfit = Не подошли друг другу
mentors-reason-mentor_left = Сопровождающий ушёл
mentors-ended-toast = Пара завершена
mentors-journal = 📖 Журнал
mentors-journal-head = { $count ->
    [0] Встреч пока нет. Они появятся здесь, как только их отметят.
   *[other] <b>Журнал встреч</b>: { $count }. Сначала новые.
}
mentors-told-attached = 👥 К вам прикрепили обучающихся: { $count }. Познакомьтесь и отметьте первую встречу с каждым.
mentors-told-handed = 👥 Вам передали подопечных: { $count }. Журнал встреч и договорённости сохранились: загляните в них до первой встречи.
mentors-told-tutor = { $handed ->
    [yes] { $tutor ->
        [yes] 👋 Теперь вас сопровождает { $name }. Всё, о чём вы договорились раньше, сохранилось.
       *[no] 👋 Теперь с вами работает { $name }. Всё, о чём вы договорились раньше, сохранилось.
    }
   *[no] { $tutor ->
        [yes] 👋 Вас сопровождает { $name }: поможет выбрать профессию, подготовиться и не пропустить сроки. Скоро вы познакомитесь.
       *[no] 👋 С вами работает { $name }. Скоро вы познакомитесь.
    }
}
mentors-told-ended = Ваших подопечных передали другому: { $count }. Напоминаний о них больше не будет. Спасибо за вашу работу!
mentors-told-left = Пара с { $mentee } завершена: он или она больше не числится в организации. Напоминаний больше не будет. Спасибо за вашу работу!

pair-offer-find = 🤝 Подобрать наставника
pair-offer-suggestions = { $count ->
    [0] Подходящих наставников со свободными местами нет. Пригласите нового, поднимите предел в карточке или вернитесь к этому позже.
   *[other] { $instead ->
        [yes] Кого предложить вместо? Прежняя пара остаётся, пока не согласятся оба.
       *[no] Кого предложить? Первым стоит тот, кто подходит больше.
    }
}
pair-offer-suggestion =
    { $order }. <b>{ $name }</b>, { $place }
    { $reasons } · { $load }/{ $limit }
pair-offer-choose = Предложить { $order }
pair-offer-reason-sphere = та же сфера
pair-offer-reason-place = из этой же организации
pair-offer-reason-free = пока никого не сопровождает
pair-offer-reason-none = есть свободное место
pair-offer-made =
    🤝 Предложили обоим: { $name } и { $mentee }.
    Ждём ответа до { $day } включительно. Если наставник откажется или промолчит, бот предложит следующему и сообщит вам, чем кончилось.
pair-offer-withdraw = Отозвать предложение
pair-offer-withdrawn = { $open ->
    [yes] На предложение для { $mentee } уже ответили, отзывать нечего. Откройте карточку заново.
   *[no] Предложение для { $mentee } отозвано. Больше никого не спрашиваем.
}
pair-offer-open-target = Открыть карточку
pair-offer-line = { $mentee } · до { $day }
pair-offer-waiting = { $count ->
    [0] Новых предложений нет. Когда появится, бот пришлёт сообщение.
   *[other] Ждут вашего ответа: { $count }
}
pair-offer-asked-mentor = { $turn ->
    [again] 🤝 Напоминаем: ждём вашего ответа.
   *[first] 🤝 Вам предлагают пару.
}
    Кого сопровождать: <b>{ $mentee }</b>, { $organisation }. Встречи короткие и нечастые, о них бот напомнит.

    Ответьте до { $day } включительно. «Не сейчас» — нормальный ответ, объяснять ничего не нужно.
pair-offer-asked-mentee = { $turn ->
    [again] 🤝 Напоминаем: ждём вашего ответа.
    [next] 🤝 С прошлым предложением не сложилось, так бывает. Вам предлагают другого наставника.
   *[first] 🤝 Вам предлагают наставника.
}
    <b>{ $name }</b>, { $place }: расскажет об учёбе и работе, ответит на вопросы. Встречи — когда удобно обоим.

    Ответьте до { $day } включительно. «Не сейчас» — нормальный ответ, объяснять ничего не нужно.
pair-offer-yes = ✅ Согласен(на)
pair-offer-no = Не сейчас
pair-offer-answer-toast = Спасибо, записали
pair-offer-thanks = Спасибо! Теперь ждём ответа второй стороны, до { $day } включительно. Бот сразу сообщит.
pair-offer-closed = { $declined ->
    [yes] Хорошо, записали. Спасибо, что ответили.
   *[no] Это предложение уже закрыто. Делать ничего не нужно.
}
pair-offer-agreed-mentor = 🎉 Вы в паре: <b>{ $mentee }</b>. Напишите через бот пару слов о себе и договоритесь о первой встрече.
pair-offer-agreed-mentee = 🎉 У вас есть наставник: <b>{ $name }</b>, { $place }. Скоро он или она предложит первую встречу.
pair-offer-agreed-curator = 🎉 Обе стороны согласны: <b>{ $mentee }</b> и { $name }, { $place }. Пара началась.
pair-offer-nobody-nobody = Для <b>{ $mentee }</b> наставник не нашёлся: свободных больше нет. Пригласите нового или поднимите предел в карточке.
pair-offer-nobody-declined = <b>{ $mentee }</b> пока не хочет наставника. Больше никого не спрашиваем. Поговорите, когда будет случай.
pair-offer-nobody-silent = От <b>{ $mentee }</b> пять рабочих дней нет ответа на предложение. Больше никого не спрашиваем: поговорите лично и, если нужно, предложите ещё раз.
pair-offer-nobody-consent = Для <b>{ $mentee }</b> больше нет согласия на участие. Предложение закрыто, никого не спрашиваем.
pair-offer-passed-mentor = Пара с { $mentee } не началась, так бывает. Спасибо, что согласились: предложим другую.
pair-offer-passed-mentee = Пара с наставником ({ $name }) не началась, так бывает. Если найдётся другой, бот спросит вас снова.

mentor-full = Не хватает мест: сейчас { $load } из { $limit }, нужно ещё { $more }. Поднимите предел в карточке или выберите другого. Ничего не изменилось.
attach-no-consent = Пока нельзя: нужно согласие на участие, до 18 лет — и от родителя. Напомните о нём и вернитесь сюда.
pair-offer-waits = Для него или для неё уже есть предложение, ответа ждём до { $day }. Дождитесь или отзовите его в карточке.
pair-offer-paired = Такая пара уже есть. Откройте карточку заново: там видно, с кем.
pair-offer-taken = У этого наставника больше нет свободных мест. Откройте список заново и выберите другого.
pair-offer-over = Это предложение уже закрыто: ответили раньше или вышел срок. Делать ничего не нужно.
pair-offer-no-consent = Пока нельзя: нужен вход в бот и согласие на участие, до 18 лет — и от родителя. Напомните о нём и вернитесь сюда.
pair-offer-consent-gone = Пара не может начаться: согласие на участие отозвано. Спросите координатора школы.
