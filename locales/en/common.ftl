menu = Menu
back = Back
cancel = Cancel
page-earlier = ‹ Earlier
page-later = More ›
switch = { $on ->
    [yes] ✓ { $name }
   *[no] { $name }
}

role-administrator = administrator
role-controller = controller
role-methodist = methodist
role-head = head
role-executor = executor
role-coordinator = school coordinator
role-tutor = tutor
role-mentor = mentor
role-student = pupil
role-guardian = parent
role-trainee = student / young specialist

kind-school = School
kind-kindergarten = Kindergarten
kind-additional = Additional education
kind-culture = Culture
kind-sport = Sport
kind-department = Department
kind-quality_centre = Quality centre
kind-college = College, university
kind-employer = Employer

stranger =
    <b>Целевой маршрут</b>

    This bot helps to run target training: study under a contract with a future employer such as a school, a hospital or a culture house.
    It is run by: { $municipality }.

    The main things you can learn at once: press “Questions and answers” or just type your question.

    A pupil comes in by the QR code of the class, a parent by a code from the child, an employee by a link from the administrator. Nothing about you has been stored.
welcome = { $inside ->
    [yes] Hello! Your role: { $role }, { $organisation }.
   *[no] Hello! Your role: { $role }.
  } { $count ->
    [0] Nothing to do yet: the bot will write when a deadline comes near.
    [one] You have { $count } assignment now; it is in the menu.
   *[other] You have { $count } assignments now; they are in the menu.
}
administrator-hello =
    Hello! You are the administrator.

    Where to begin: load the list of organisations, invite people, then send the plan here as a file: Word, Excel or PDF.

    <b>About the law.</b> Telegram is a foreign messenger. Law 149-FZ (art. 10) forbids sending personal data through it for municipal tasks, and since 1 June 2025 law 41-FZ restricts correspondence with citizens in it. This is why the bot asks for no names or phone numbers. Whether you may use it is for your lawyer to decide.
help =
    The bot reminds you of the plan's deadlines and takes your answers.

    <b>Taken on</b>: name a day, and the bot is silent until then.
    <b>Done</b>: send a file, a photo, a link, a number or text.
    <b>I need help</b>: the methodist gets your question.
    <b>Not ours</b>: the controller decides.

    Everything else is in /menu.
not-understood = I did not understand this message. Please choose what to do in the menu.
unexpected-file = The file has come, but I was not waiting for one, so it was not kept. Open the assignment, press “Done” and send the file again.
stale-button = This button no longer works. Please open the section again through /menu.
parked = ⚠️ Update { $update } could not be handled after three tries. Nothing is lost, the record is set aside. Please look into the program's log.

language-ask = Which language shall I write in?
language-name = English
language-set = I write in English now
