route-school = Моя школа
route-centre = Поступление и курсы (ГЦОКО)
route-legal = Договор и право (юристы)
question-route = Кому задать вопрос? Ответит человек, обычно за два рабочих дня.
question-school = В какую школу передать вопрос?
question-ask = Напишите вопрос одним сообщением, до { $limit } знаков. Имена, телефоны и документы писать не нужно.
question-look = Вот что уйдёт:
question-quote = «{ $text }»
question-kept = { $known ->
    [yes] Кто отвечает, не увидит вашего имени и аккаунта. Текст удалю через 90 дней после закрытия вопроса.
   *[no] Чтобы ответить, я сохраню вопрос и номер этого чата. Имени и аккаунта никто не увидит. Текст удалю через 90 дней после закрытия вопроса, а всё сразу — по команде /forget.
}
question-send = Отправить
question-sent = Отправлено. <b>Вопрос № { $number }</b>, ответ придёт сюда не позже { $day }.
question-length = Вопрос или ответ должен быть не пустым и не длиннее { $limit } знаков. Пришлите его ещё раз.
question-too-many = У вас уже { $count } вопросов ждут ответа. Дождитесь ответа хотя бы на один.
question-no-school = Школа того, кто спрашивает, неизвестна. Перешлите вопрос в ГЦОКО или юристам.
question-open = Вопрос № { $number }
question-own-head = Ваши вопросы. Откройте любой или задайте новый.
question-own = { $state ->
    [open] ⏳
    [answered] 💬
   *[closed] ✅
} № { $number } { $text }
question-new = Новый вопрос
question-more = Уточнить
question-more-ask = Что уточнить по вопросу № { $number }? Напишите одним сообщением.
question-close = Спасибо, понятно
question-closed-toast = Рады помочь
question-head = <b>Вопрос № { $number }</b>
question-about-card = К карточке «{ $title }»
question-line = { $staff ->
    [yes] 💬 <i>{ $day }, ответ:</i> { $text }
   *[no] ❓ <i>{ $day }:</i> { $text }
}
question-erased = (текст удалён)
question-state-open = Ждёт ответа до { $day }. Отвечает: { $who }.
question-state-answered = Ответ получен. Если всё ясно, нажмите «Спасибо, понятно».
question-state-closed = Вопрос закрыт.
question-answered =
    💬 <b>Ответ на вопрос № { $number }</b>

    { $text }
question-passed-on = Ответ на вопрос № { $number } задержался. Мы передали его руководителю, он проследит. Извините за ожидание.

desk-questions = { $count ->
    [0] Вопросов без ответа нет.
    [one] Ждёт ответа { $count } вопрос.
    [few] Ждут ответа { $count } вопроса.
   *[other] Ждут ответа { $count } вопросов.
}{ $late ->
    [0] { "" }
   *[other] { " " }⚠️ Опаздывают: { $late }.
}
desk-question = { $late ->
    [yes] ⚠️ № { $number } { $text }
   *[no] № { $number } { $text }
}
desk-ticket = Спрашивает: { $about ->
    [student] обучающийся
    [guardian] родитель
   *[somebody] гость
}{ $graded ->
    [yes] , { $grade } класс
   *[no] { "" }
}{ $known ->
    [yes] , { $code }
   *[no] { "" }
}. { $state ->
    [open] { $late ->
        [yes] ⚠️ Ответить нужно было до { $day }.
       *[no] Ответить до { $day }.
    }
    [answered] Ответ отправлен.
   *[closed] Вопрос закрыт.
}
desk-asked =
    { $late ->
        [yes] ⚠️ <b>Вопрос № { $number } без ответа</b>, срок был { $day }
       *[no] ❓ <b>Вопрос № { $number }</b>, ответить до { $day }
    }
    { $about ->
        [student] Обучающийся
        [guardian] Родитель
       *[somebody] Гость
    }{ $graded ->
        [yes] , { $grade } класс
       *[no] { "" }
    }. { $placed ->
        [yes] { $organisation }.
       *[no] { $route }.
    }

    «{ $text }»
desk-act-answer = Ответить
desk-act-forward = Переслать
desk-act-card = Сделать карточкой
desk-answer-ask = Напишите ответ на вопрос № { $number }, до { $limit } знаков. Его получит тот, кто спросил; вашего имени и аккаунта он не увидит.
desk-answer-sent = ✅ Ответ отправлен.
desk-forward-ask = Кому переслать вопрос?
desk-forwarded = Переслано
desk-card-title =
    Текст карточки:

    { $body }

    Напишите заголовок: так, как спрашивают люди.
answers-button = Вопросы семей
answers-ask = Какие вопросы семей направлять этой организации? Вопросы о школе и так приходят в школу.
answers-centre = Поступление и курсы
answers-legal = Договор и право
answers-none = Никакие
answers-set = Сохранено
