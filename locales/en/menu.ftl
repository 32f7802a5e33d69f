menu-head = What would you like to do?
menu-tasks = My assignments
menu-board = Board
menu-waiting = To decide
menu-plans = Plans
menu-unreachable = Whom to call
menu-people = People
menu-organisations = Organisations
menu-calendar = Working days
menu-deputy = Deputy
menu-language = Язык · Language

command-menu = Menu
command-tasks = My assignments
command-board = Board: who is done and who is late
command-language = Язык · Language
command-help = How to use the bot
