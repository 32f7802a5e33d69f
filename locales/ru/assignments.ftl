card-title = <b>{ $item }.</b> { $title }
card-phrase = Срок в плане: <i>«{ $phrase }»</i>
card-result = Ожидаемый результат: { $result }
card-organisation = Кто отвечает: { $organisation }
card-due = 📅 <b>Срок: { $due }</b>
card-due-shifted = 📅 <b>Сдать до: { $effective }</b>
    Официальный срок ({ $due }) — выходной
card-window = 📅 <b>С { $first } по { $due }</b>
card-ongoing = 📅 Весь период: { $first } – { $last }
card-taken-by = Взял на себя: { $who }

state-open = ⚪ Ответа пока нет{ $late ->
    [yes] {" "}— срок прошёл
   *[no] .
}
state-progress = 📝 В работе, последний ответ: { $day }.
state-promised = 🔵 Обещано к { $day }{ $late ->
    [yes] {" "}— срок прошёл
   *[no] .
}
state-reported = 🟡 Отчёт ждёт контролёра.
state-accepted = 🟢 Снято с контроля.
state-returned = 🟠 Возвращено на доработку.
state-disputed = 🟣 «Не наше»: ждёт решения контролёра.
state-withdrawn = ⚫ Отменено.

report-line = { $outcome ->
    [accepted] ✅
    [returned] ↩️
    [progress] 📝
   *[waiting] 📨
  } { $day }: { $text }{ $explained ->
    [yes] {" "}— возвращено: { $reason }
   *[no] {""}
}
report-photo = Фото
report-file = 📎 { $name }
report-caption = Пункт { $item }, { $organisation }
question-help = 🆘 Нужна помощь: { $text }
question-dispute = 🟣 «Не наше»: { $text }
question-extension = 📆 Просят срок { $day }: { $text }

act-open = Открыть
act-promise = Принято
act-complete = Готово
act-add = Добавить ещё файл
act-progress = Что сделано
act-help = Нужна помощь
act-dispute = Не наше
act-hand = Передать
act-extend = Перенести срок

promise-ask = К какому дню сделаете? До него бот не побеспокоит.
promised = Записал: { $day }
extension-ask = На какой день просите перенести срок? Решит контролёр.
hand-over-ask = Кому передать?
colleague = { $placed ->
    [yes] { $position }
   *[no] { $role }
}
handed-over = Передано, коллега получит сообщение

evidence-text = текст
evidence-number = число
evidence-file = файл
evidence-photo = фото
evidence-link = ссылка
evidence-ask = Пришлите одним сообщением подтверждение: { $kinds }.
evidence-taken = ✅ Отправлено контролёру. Если нужно, пришлите ещё файлы или фото — добавлю к отчёту.
evidence-added = Добавил к отчёту по пункту { $item }.
progress-ask = Коротко напишите, что сделано за месяц. Можно прислать файл или фото.
progress-taken = ✅ Записал, спасибо. Спрошу снова через месяц.

ask-help = Что мешает? Напишите одним сообщением — ответит методист.
ask-dispute = Почему это не ваше? Выберите или напишите — решит контролёр.
ask-extension = Почему нужен перенос? Выберите или напишите.
ask-return = Что доработать? Выберите или напишите — исполнитель увидит.
ask-refuse-dispute = Почему пункт остаётся за ними? Выберите или напишите — исполнитель увидит.
ask-refuse-extension = Почему срок не переносим? Выберите или напишите — исполнитель увидит.
ask-answer = Напишите ответ одним сообщением — исполнитель его получит.
reason-dispute-1 = К нашей организации не относится
reason-dispute-2 = Этим занимается другая организация
reason-extension-1 = Ждём данные от других
reason-extension-2 = Болезнь или отпуск исполнителя
reason-return-1 = Не хватает данных
reason-return-2 = Приложен не тот документ
reason-return-3 = Нужна подпись или печать
reason-refuse-extension-1 = Срок установлен распоряжением
reason-refuse-dispute-1 = Пункт относится к вашей организации
done-help = ✅ Вопрос отправлен методисту.
done-dispute = ✅ Передал контролёру. Пока он решает, напоминаний не будет.
done-extension = ✅ Просьба отправлена контролёру. Пока действует прежний срок.
done-return = ↩️ Возвращено, исполнитель получит сообщение.
done-refuse-dispute = Отказ отправлен исполнителю.
done-refuse-extension = Отказ отправлен исполнителю.
done-answer = ✅ Ответ отправлен исполнителю.

tasks-none = Сейчас поручений нет. Бот напишет сам, когда подойдёт срок.
tasks-head = { $count ->
    [one] <b>У вас { $count } поручение</b>
    [few] <b>У вас { $count } поручения</b>
   *[other] <b>У вас { $count } поручений</b>
}
tasks-line = { $late ->
    [yes] 🔴
   *[no] ⚪
  } <b>{ $item }</b> до { $day }{ $promised ->
    [yes] , обещано к { $promise }
   *[no] {""}
  }: { $title }{ $several ->
    [yes] {" "}— { $organisation }
   *[no] {""}
}

review-accept = Снять с контроля
review-return = Вернуть
request-answer = Ответить
request-grant-dispute = Согласиться: не их
request-grant-extension = Перенести
request-refuse = Отказать
accepted-toast = Пункт { $item } снят с контроля
granted-toast = Пункт { $item }: согласовано
waiting-none = Всё решено: ничего не ждёт.
waiting-head = <b>Ждут решения: { $count }</b>. Нажмите номер.
waiting-line = { $number }. <b>{ $item }</b> { $organisation } — { $kind ->
    [review] отчёт
    [help] нужна помощь
    [dispute] «не наше»
   *[extension] перенос срока
}
