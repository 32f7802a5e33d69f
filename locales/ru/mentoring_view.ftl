menu-mentoring-view = Сводка наставничества
overview-head = { $count ->
    [0] Пока нет ни обучающихся, ни пар.
   *[other] <b>Сводка наставничества</b>, организаций: { $count }
}
overview-line = { $risk ->
    [0] 🟢
   *[other] 🔴 { $risk }
} · { $name } · { $percent } % с тьютором
overview-place = <b>{ $name }</b>
overview-tutored = 👤 С тьютором: { $have } из { $count }
overview-plans = 🧭 С маршрутом: { $routes }, с подтверждённым планом: { $plans } из { $count }
overview-pairs = Пары: 🟢 { $healthy } · 🟡 тихие { $quiet } · 🔴 в риске { $risk }
overview-meetings = 🤝 Встреч в этом учебном году: { $count }, часов: { $hours }
overview-pairs-open = Пары и причины
overview-mentors-open = По наставникам
overview-picture-open = 🗓 Тепловая карта
overview-pairs-head = { $count ->
    [0] Пар пока нет.
   *[other] <b>Пары</b>: { $count }, сначала те, кому нужна помощь.
}
overview-pair-line = { $health ->
    [risk] 🔴
    [quiet] 🟡
   *[healthy] 🟢
} { $code } · { $kind ->
    [tutor_pupil] тьютор
    [student_pupil] студент
    [employer_student] наставник студента
   *[employer_specialist] наставник специалиста
} · { $met ->
    [yes] были { $day }
   *[no] не встречались, с { $day }
}{ $known ->
    [yes] {" — "}{ $why }
   *[no] {""}
}
why-gone = наставник больше не работает
why-signal = открыт сигнал
why-late = давно не встречались
why-papers = нет согласия или приказа
overview-journal = 📄 { $code }{ $kind ->
    [tutor_pupil] {" · "}тьютор
    [student_pupil] {" · "}студент
   *[employer_student] {""}
}
overview-mentors-head = { $count ->
    [0] Наставников и тьюторов пока нет.
   *[other] <b>Тьюторы и наставники</b>, в этом учебном году
}
overview-mentor-line = • { $known ->
    [yes] { $position }, № { $number }
   *[no] № { $number }
}: пар { $pairs }, встреч { $meetings }, { $hours }
overview-hours = { $hours } ч { $minutes } мин
heat-map-title = Встречи по неделям. { $place }
heat-map-foot = Всего встреч: { $count }, на { $day }
heat-map-caption = Встречи по неделям: строка — тьютор или наставник, столбец — неделя.
register-caption = Имён в документе нет: их соединяет школа на своём компьютере.
register-paper-tutors = 📄 Реестр 2.3
register-table-tutors = 📊 2.3, XLSX
register-paper-students = 📄 Реестр 2.6
register-table-students = 📊 2.6, XLSX
register-paper-workplace = 📄 Реестр 3.2
register-table-workplace = 📊 3.2, XLSX
register-title-tutors = Реестр закрепления тьюторов за обучающимися (пункт 2.3 циклограммы)
register-title-students = Реестр пар «студент – школьник» (пункт 2.6 циклограммы)
register-title-workplace = Реестр пар и программ наставничества «работодатель – студент (молодой специалист)» (пункты 3.2.1, 3.2.2 циклограммы)
register-title-journal = Журнал встреч
register-sheet-tutors = 2.3 Тьюторы
register-sheet-students = 2.6 Студент – школьник
register-sheet-workplace = 3.2 На рабочем месте
register-year = { $year }/{ $next } учебный год, по состоянию на { $day }
register-number = №
register-class = Класс
register-code = Код
register-tutor = Тьютор
register-mentor = { $known ->
    [yes] { $position }, № { $number }
   *[no] № { $number }
}
register-mentor-head = Наставник
register-began = Закреплён с
register-meetings = Встреч
register-last = Последняя встреча
register-route = Маршрутный лист
register-plan = Личный профессиональный план
register-state = Состояние
register-kind = Кого сопровождает
register-programme = Программа наставничества
register-day = Дата
register-form = Форма
register-minutes = Минут
register-topics = Темы
register-note = Заметка
register-nobody = не закреплён
register-yes = { $on ->
    [yes] есть
   *[no] нет
}
register-plan-none = нет
register-plan-draft = пишется
register-plan-submitted = у тьютора
register-plan-returned = дорабатывается
register-plan-confirmed = подтверждён
register-kind-employer_student = студент
register-kind-employer_specialist = молодой специалист
register-state-active = идёт
register-state-paused = пауза
register-state-closed = завершена
register-form-meeting = встреча
register-form-call = звонок
register-form-message = переписка
register-form-workplace = на рабочем месте
register-form-group = группа
register-voice = голосовая заметка
register-journal-of = { $code } · { $mentor }
register-journal-total = Всего встреч: { $count }, минут: { $minutes }.
register-total-pairs = Пар: { $count }, встреч: { $meetings }.
register-total-tutors = Тьютор закреплён за { $have } из { $count } обучающихся ({ $percent } %).
register-total-plans = Маршрутный лист есть у { $routes } ({ $routes_percent } %), личный профессиональный план подтверждён у { $plans } ({ $plans_percent } %).
register-file-tutors = Реестр 2.3 тьюторы { $day }
register-file-students = Реестр 2.6 студент-школьник { $day }
register-file-workplace = Реестр 3.2 наставничество { $day }
register-file-journal = Журнал встреч { $day }
