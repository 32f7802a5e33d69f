menu-head = Что нужно сделать?
menu-tasks = Мои поручения
menu-board = Доска
menu-waiting = Ждут решения
menu-plans = Планы
menu-unreachable = Кому позвонить
menu-people = Люди
menu-organisations = Организации
menu-calendar = Рабочие дни
menu-deputy = Замещение
menu-language = Язык · Language

command-menu = Меню
command-tasks = Мои поручения
command-board = Доска: кто сдал и кто опаздывает
command-language = Язык · Language
command-help = Как пользоваться ботом
