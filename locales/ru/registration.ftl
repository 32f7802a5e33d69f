sphere-pedagogy = Педагогика
sphere-medicine = Медицина
sphere-culture = Культура
sphere-sport = Спорт
sphere-social = Социальная работа
sphere-engineering = Инженерное дело
sphere-other = Другое
level-college = Колледж (СПО)
level-university = Вуз (ВО)
interest-interested = Пока думаю
interest-wants_contract = Хочу договор
subject-russian = Русский язык
subject-maths = Математика
subject-social = Обществознание
subject-biology = Биология
subject-chemistry = Химия
subject-physics = Физика
subject-informatics = Информатика
subject-history = История
subject-literature = Литература
subject-foreign = Иностранный язык
subject-geography = География

registration-hello =
    👋 <b>Целевой маршрут</b>, { $school }.

    Целевое обучение — это учёба по договору с будущим работодателем. Ответьте на несколько вопросов, и бот подскажет, что делать дальше. Имя, телефон и документы не нужны.
    Если не закончите, я напомню один раз через три дня, а через две недели всё забуду.
registration-grade = В каком вы классе?
registration-letter = Какая буква у класса?
registration-sphere = Какая сфера вам интересна?
registration-level = Куда думаете поступать?
registration-interest = Вы уже решили заключать целевой договор?
registration-confirm =
    Проверьте, всё ли верно:

    { $school }, { $class }
    Сфера: { $sphere }
    Поступаю: { $level }
    Решение: { $interest }

    <b>Что сохранится:</b> эти ответы, ваш код вместо имени и номер чата, чтобы бот мог писать вам. Увидят их координатор школы и методист. Согласие можно отозвать в любой день: /privacy.
registration-yes-minor = Мне 14–17 лет, согласен(на)
registration-yes-adult = Мне уже 18, согласен(на)
registration-answer-young = Мне нет 14
registration-answer-no = Не согласен(на)
registration-done =
    ✅ Готово! Ваш код:

    <b>{ $code }</b>

    1. Покажите код координатору школы: он подтвердит заявку.
    { $minor ->
        [yes] 2. Попросите родителя дать согласие: для него есть отдельный код.
       *[no] 2. Загляните в меню: там ваша анкета, вопросы и ответы.
    }
registration-already = Вы уже зарегистрированы, второй раз не нужно. Вот ваша анкета.
registration-no = Хорошо, ничего не сохранено. Вопросы и ответы о целевом обучении открыты и так. Передумаете — откройте код ещё раз.
registration-young = Спасибо за честность! До 14 лет регистрации нет, и ничего не сохранено. Вопросы и ответы открыты и так, покажите их родителям.
registration-left =
    Вы начали регистрацию в «Целевом маршруте» и не закончили. Осталось совсем немного.

    Больше не напомню: если не нужно, просто не отвечайте.
registration-resume = Продолжить
registration-gone = Эта анкета уже закрыта. Откройте код класса ещё раз, и начнём заново.

class-link-unknown = Такого кода нет. Наведите камеру ещё раз или попросите координатора школы показать новый.
class-link-revoked = Этот код отозван. Попросите у координатора школы новый.
class-link-expired = Срок кода вышел. Попросите у координатора школы новый.
class-link-used = Этим листком уже воспользовались, он для одного человека. Попросите у координатора школы другой.
student-none = Вашей анкеты больше нет. Откройте код класса, чтобы зарегистрироваться.
student-text-long = Это длиннее { $limit } знаков. Напишите короче.

profile-text =
    <b>{ $code }</b>
    { $school }, { $class }

    Сфера: { $sphere }
    Поступаю: { $level }
    Решение: { $interest }
profile-exams = Экзамены: { $subjects }
profile-wish =
    Учебное заведение: { $institution }
    Специальность: { $specialty }
    Работодатель: { $employer }
profile-state-new = ⏳ Заявку ещё не подтвердил координатор. Покажите ему код.
profile-state-approved = ✅ Координатор подтвердил заявку.
profile-state-left = Анкета закрыта: вы выбыли. Если это ошибка, скажите координатору.
profile-state-moved = Анкета закрыта: вы перешли в другую школу. Зарегистрируйтесь там по коду класса.
profile-state-merged = Эта анкета объединена с другой. Если это ошибка, скажите координатору.
profile-parent = { $agreed ->
    [yes] ✅ Согласие родителя есть.
   *[no] ⏳ Ждём согласия родителя: передайте ему код.
}
profile-adult = ✅ Вам 18, согласие родителя не нужно.
profile-sphere = Сфера
profile-level = Куда поступаю
profile-subjects = Экзамены
profile-to-wants_contract = Хочу договор
profile-to-interested = Пока думаю
profile-wishes = Где, кем, у кого
profile-saved = Сохранено
subjects-ask = Какие экзамены собираетесь сдавать? Нажмите все нужные.
subjects-done = Готово
wish-head =
    <b>{ $code }</b>

    Что уже известно о будущем договоре? Можно заполнить не всё сразу и поменять потом.
wish-institution = Учебное заведение
wish-specialty = Специальность
wish-employer = Работодатель
wish-unknown = пока не названо
wish-not-yet = Пока не знаю
wish-ask-institution = { $suggested ->
    [yes] Где хотите учиться? Нажмите или напишите название колледжа или вуза.
   *[no] Где хотите учиться? Напишите название колледжа или вуза.
}
wish-ask-specialty = { $suggested ->
    [yes] На кого хотите учиться? Нажмите или напишите специальность.
   *[no] На кого хотите учиться? Напишите специальность.
}
wish-ask-employer = { $suggested ->
    [yes] С кем хотите заключить договор? Нажмите или напишите название организации.
   *[no] С кем хотите заключить договор? Напишите название организации.
}
