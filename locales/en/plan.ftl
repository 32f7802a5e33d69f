plans-head = { $count ->
    [0] There are no plans yet. Send a plan here as a file (Word, Excel, PDF) and the bot will read its deadlines.
   *[other] Choose a plan. To add another one, send it here as a file.
}
plan-button = { $state ->
    [active] ▶ { $number }
    [archived] 🗄 { $number }
   *[draft] { $number } — draft
}
plan-title = <b>{ $title }</b>
plan-number = { $numbered ->
    [yes] No. { $number }, version { $version }
   *[no] Version { $version }
  } — { $state ->
    [active] at work
    [archived] archived
   *[draft] a draft, no reminders yet
}
plan-counts = Sections: { $sections }, items: <b>{ $items }</b>.
plan-cycle = Cycle { $year }, the year in which contracts are signed:
plan-cycle-counts = • with a date: { $dated }
    • through a period: { $ongoing }
    • a person sets the date: { $undated }
plan-past = Deadlines already past: { $count }. There will be no reminders of them.
plan-warnings = ⚠️ Remarks on the document: { $count }.{ $draft ->
    [yes] {" "}Please read them before the start.
   *[no] {""}
}
plan-unresolved = ❓ Unknown executors: { $count }. Name them to start the plan.
plan-works = ▶ At work, cycle: { $years }.
plan-items = Items and dates
plan-show-warnings = Remarks ({ $count })
plan-executors = Name the executors ({ $count })
plan-start = Start cycle { $year }
plan-other-cycle = { $chosen ->
    [yes] ✓ Cycle { $year }
   *[no] Cycle { $year }
}
plan-undated = Set dates
plan-ladder = Reminders
plan-warnings-head = <b>Remarks on the document</b>
plan-warning = ⚠️ { $text }
plan-start-ask =
    Start cycle { $year }?

    Executors will get reminders on the mornings of working days.{ $past ->
        [0] {""}
       *[other] {" "}Past deadlines: { $past }; they bring no assignments.
    }{ $undated ->
        [0] {""}
       *[other] {" "}Without a date: { $undated }; the methodist will be asked.
    }
plan-start-yes = Yes, start
plan-started = ✅ Cycle { $year } is at work.
plan-started-counts = { $assignments ->
    [one] { $assignments } assignment was created
   *[other] { $assignments } assignments were created
  } { $organisations ->
    [one] for { $organisations } organisation.
   *[other] for { $organisations } organisations.
}
plan-started-next = First reminder: { $day }.
plan-started-past = Past deadlines: { $count }. They bring no assignments.
plan-started-undated = Waiting for a date: { $count }. Set them now or later.

items-head = <b>Items in cycle { $year }</b> ({ $count } in all). Press a number to set an item up.
items-section = <b>{ $title }</b>
item-phrase = <i>«{ $phrase }»</i> — { $meaning }
item-due = 📅 { $due }
item-due-shifted = 📅 { $due } is a day off, hand in by { $effective }
item-window = 📅 { $first } – { $last }
item-undated = 📅 a person sets the date
item-executors = Executors: { $text }
item-settings-ask = What may be sent as evidence, and how many working days before shall I remind?
ladder-days = { $on ->
    [yes] ✓ { $days ->
        [0] on the day
       *[other] { $days } before
    }
   *[no] { $days ->
        [0] on the day
       *[other] { $days } before
    }
}
ladder-head =
    <b>How many working days before to remind</b>

    After the deadline: on working day { $responsible } the executor and the deputy, on day { $head } the head, on day { $controller } the controller, then weekly. At most { $maximum } reminders of one assignment.

executor-ask =
    ❓ Whom does the plan call “<b>{ $name }</b>”?

    Items: { $items }. Still to name: { $remaining }. I will remember the answer.
executor-groups = A group of organisations…
executor-nobody = Remind nobody
executor-choose = { $count ->
    [0] Nothing to choose for <b>{ $name }</b> here yet. First add organisations in “Organisations”.
   *[other] Whom does the plan call “<b>{ $name }</b>”?
}
executor-remembered = Remembered
executors-all-known = All executors are known

undated-head = { $count ->
    [one] <b>{ $count } item waits for a date.</b> Press its number.
   *[other] <b>{ $count } items wait for a date.</b> Press a number.
}
undated-none = All dates are set.
date-ask = The plan gives no date. By which day is it to be done in this cycle?
date-proposed = Proposal: { $day }
date-set = ✅ Item { $item } is due on { $day }. { $count ->
    [one] { $count } organisation has the assignment.
   *[other] { $count } organisations have the assignment.
}
