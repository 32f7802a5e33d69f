organisations-head = { $count ->
    [one] <b>{ $count } организация.</b> Выберите вид или напишите часть названия.
    [few] <b>{ $count } организации.</b> Выберите вид или напишите часть названия.
   *[other] <b>{ $count } организаций.</b> Выберите вид или напишите часть названия.
}
organisations-empty = Организаций пока нет. Скачайте форму, заполните её и загрузите список целиком — или добавьте по одной.
organisations-kind = { $kind } · { $count }
organisations-add = Добавить
organisations-upload = Загрузить список
organisations-download = Скачать список (XLSX)
organisations-form = Скачать форму
organisations-groups = Группы
organisations-aliases = Ответы о планах
organisations-none = Организаций пока нет. Сначала добавьте их в разделе «Организации».
organisation-choose = Какая организация? Выберите вид или напишите часть названия, например: <i>школа 11</i>.
organisations-found = { $count ->
    [0] Ничего не нашлось. Напишите другую часть названия.
    [one] Нашлась { $count } организация. Нажмите на неё.
    [few] Нашлось { $count } организации. Выберите одну или напишите часть названия.
   *[other] Нашлось { $count } организаций. Выберите одну или напишите часть названия.
}
organisation-card = <b>{ $name }</b>
    { $kind }
organisation-people = { $count ->
    [0] ⚠️ Никто не подключён: напоминания получать некому.
    [one] Подключён { $count } человек.
    [few] Подключено { $count } человека.
   *[other] Подключено { $count } человек.
}
organisation-assignments = { $count ->
    [0] Открытых поручений нет.
    [one] Открыто { $count } поручение.
    [few] Открыто { $count } поручения.
   *[other] Открыто { $count } поручений.
}
organisation-groups = Добавлена в группы: { $names }
organisation-open = Открыть
organisation-rename = Переименовать
organisation-close = Закрыть
organisation-kind-ask = Какого вида организация?
organisation-name-ask = { $kind }. Напишите название, например: <i>МБОУ СОШ № 1</i>.
organisation-added = Добавлена: <b>{ $name }</b>. Можно сразу написать следующее название того же вида.
organisation-rename-ask = Сейчас: <b>{ $name }</b>. Напишите новое название. Планы, где стоит старое, бот поймёт.
organisation-renamed = Новое название: <b>{ $name }</b>.
organisation-close-ask = Закрыть «{ $name }»? { $count ->
    [0] Открытых поручений у неё нет.
    [one] Её { $count } открытое поручение будет отменено.
    [few] Её { $count } открытых поручения будут отменены.
   *[other] Её { $count } открытых поручений будут отменены.
  }{ $peopled ->
    [yes] {" "}Люди сохранят роли: снимите их в разделе «Люди».
   *[no] {""}
}
organisation-close-yes = Да, закрыть
organisation-closed = Организация закрыта. { $count ->
    [0] Открытых поручений не было.
    [one] Отменено { $count } поручение.
    [few] Отменено { $count } поручения.
   *[other] Отменено { $count } поручений.
  } Чтобы открыть её снова, добавьте с тем же названием.

organisations-upload-ask =
    Пришлите файл .xlsx с тремя столбцами: название, вид, группы (через точку с запятой, можно не заполнять).

    Те, что уже есть, не задвоятся.
organisations-file-name = Организации
organisations-file = Список организаций. Допишите строки и пришлите файл обратно: вид выбирается из списка в ячейке.
organisations-imported = { $added ->
    [0] Новых организаций в списке нет.
    [one] Добавлена { $added } организация.
    [few] Добавлено { $added } организации.
   *[other] Добавлено { $added } организаций.
}
organisations-import-known = { $count ->
    [one] Уже была в списке { $count } организация.
    [few] Уже были в списке { $count } организации.
   *[other] Уже было в списке { $count } организаций.
}
organisations-import-assignments = { $count ->
    [one] По действующим планам создано { $count } поручение.
    [few] По действующим планам создано { $count } поручения.
   *[other] По действующим планам создано { $count } поручений.
}
organisations-import-groups = Появились новые группы: { $names }. Если это опечатка, исправьте список и уберите организации из группы.
organisations-import-problems = <b>Не понял строки</b> (они пропущены):
organisations-import-problem = • { $number }: { $named ->
    [yes] «{ $name }» — { $typed ->
        [yes] неизвестный вид «{ $kind }»
       *[no] не указан вид
    }
   *[no] нет названия
}
organisations-import-more = { $count ->
    [one] И ещё { $count } строка. Исправьте файл и загрузите снова.
    [few] И ещё { $count } строки. Исправьте файл и загрузите снова.
   *[other] И ещё { $count } строк. Исправьте файл и загрузите снова.
}
organisation-table-too-long = Таблица слишком велика: больше { $rows } строк. Разделите её на части и пришлите снова.

groups-head = Группы, которые называют планы. Рядом — сколько организаций в группе сейчас.
group-button = { $name } · { $count }
group-head = <b>{ $name }</b>: { $count ->
    [one] { $count } организация
    [few] { $count } организации
   *[other] { $count } организаций
}
group-kinds = Входят целиком: { $kinds }
group-members = { $count ->
    [one] Отдельно добавлена { $count } организация. Нажмите, чтобы убрать.
    [few] Отдельно добавлены { $count } организации. Нажмите на организацию, чтобы убрать.
   *[other] Отдельно добавлено { $count } организаций. Нажмите на организацию, чтобы убрать.
}
group-leave = ✕ { $name }
group-add = Добавить в группу
group-joined = Добавлено в группу, поручения обновлены
group-left = Убрано из группы, поручения обновлены
aliases-head = { $count ->
    [0] Здесь появятся ваши ответы на вопрос «кого имеет в виду план?».
   *[other] Что вы ответили на вопрос «кого имеет в виду план?». Нажмите на ответ, чтобы исправить его.
}
alias-line = { $number }. { $name } → { $known ->
    [yes] { $meaning }
   *[no] никому не напоминать
}
alias-ask =
    { $name } → { $known ->
        [yes] <b>{ $meaning }</b>
       *[no] <b>никому не напоминать</b>
    }.

    Забыть этот ответ? Бот спросит заново. До нового ответа поручения останутся у прежних исполнителей.
alias-forget = Забыть
alias-forgotten = Ответ забыт. Откройте план и нажмите «Назвать исполнителей».
