plans-head = { $count ->
    [0] There are no plans yet. Send a plan here as a file (Word, Excel, PDF) and the bot will read its deadlines.
   *[other] Choose a plan. To add another one, send it here as a file.
}
plan-button = { $state ->
    [active] ▶ { $number }
    [archived] 🗄 { $number }
   *[draft] { $number } — draft
  }{ $several ->
    [yes] , version { $version }
   *[no] {""}
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
plan-understood = ✅ Deadlines understood: { $count }
plan-needs-you = ❓ You are needed: { $count }
plan-contradictions = ⚡ Contradictions: { $count }
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
plan-replaces = 🔁 This is a new version; before it there was version { $version }.
plan-works = ▶ At work, cycle: { $years }.
plan-items = Items and dates
plan-review = Go through deadlines ({ $count })
plan-changes = What has changed
plan-export = Export
plan-show-warnings = Remarks ({ $count })
plan-executors = Name the executors ({ $count })
plan-start = Start cycle { $year }
plan-take-over = Go over to version { $version }
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
plan-start-undecided =
    ⚠️ Deadlines not decided: { $count } (items { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }). They have no dates until you decide.
plan-take-over-ask =
    Go over to version { $version }?

    🔁 It will replace the one at work. What is done stays done, and the bot itself tells those concerned of new dates.
plan-take-over-yes = Yes, go over
plan-start-yes = Yes, start
plan-started = ✅ Cycle { $year } is at work.
plan-started-counts = { $assignments ->
    [one] { $assignments } assignment was created
   *[other] { $assignments } assignments were created
  } { $organisations ->
    [one] for { $organisations } organisation.
   *[other] for { $organisations } organisations.
}
plan-carried-counts = Assignments in the cycle: { $assignments }, organisations: { $organisations }.
plan-started-next = First reminder: { $day }.
plan-started-version = ✅ The new version is at work, cycle { $year }. The earlier one is archived, what was done has been carried over.
plan-started-undecided =
    ⚠️ Deadlines not decided: { $count } (items { $numbers }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }). They have no dates yet.
plan-started-past = Past deadlines: { $count }. They bring no assignments.
plan-started-undated = Waiting for a date: { $count }. Set them now or later.

items-head = <b>Items in cycle { $year }</b> ({ $count } in all). Press a number to set an item up.
items-section = <b>{ $title }</b>
item-phrase = <i>«{ $phrase }»</i> — { $meaning }
item-due = 📅 { $due }
item-due-shifted = 📅 { $due } is a day off, hand in by { $effective }
item-window = 📅 { $first } – { $last }
item-undated = 📅 a person sets the date
item-decision-asked = ❓ Deadline not decided, no dates yet
item-decision-skipped = ❓ Deadline skipped, no dates yet
item-decision-confirmed = ✅ Deadline checked
item-decision-corrected = ✏️ Deadline corrected
item-decision-undated = 🚫 No deadline
item-deadline = Deadline: check or correct
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

review-place = <b>{ $place } of { $total }</b> · still to decide: { $left }
review-no-phrase = Deadline in the plan: <i>empty</i>
reading-order = I read it as: <b>{ $meaning }</b>
review-unread = I could not read the deadline. Press “Correct” and say it in words.
review-no-dates = 📅 no dates in this cycle
review-more-dates = …and more dates: { $count }
review-state-confirmed = ✅ Decided: read it so.
review-state-corrected = ✏️ Corrected.
review-state-undated = 🚫 Decided: no deadline, the bot does not remind.
review-state-skipped = ⏭ Skipped: no dates yet.
reading-corrected = In force: <b>{ $meaning }</b>
review-confirm = Right
review-fix = Correct
review-undated = No deadline
review-skip = Skip
review-to-plan = To the plan
review-kept-confirmed = Kept: right
review-kept-corrected = The correction is kept
review-kept-undated = Kept: no deadline
review-kept-skipped = Skipped
review-overtaken = A colleague has already decided this item. Nothing was changed.
review-end =
    <b>{ $skipped ->
        [0] All deadlines are decided.
       *[other] You have seen all items.
    }</b>

    Right: { $confirmed }, corrected: { $corrected }, no deadline: { $undated }, skipped: { $skipped }.{ $skipped ->
        [0] {""}
       *[other] {" "}Skipped ones have no dates until you return to them.
    }
review-again = To the skipped ones ({ $count })
correction-ask = ✏️ Write the deadline in plain Russian words, for example: <i>до 1 февраля</i>, <i>сентябрь–октябрь</i>, <i>ежемесячно, до 5 числа</i>. I will first show how I understood it.
correction-quote = You wrote: <i>“{ $text }”</i>
reading-typed = I understood: <b>{ $meaning }</b>
correction-sure = If that is wrong, write it in another way.
correction-save = Yes, so

changes-head = { $count ->
    [0] <b>Version { $version }</b> does not differ from version { $replaces }: items, deadlines and executors are the same.
   *[other] <b>What has changed: version { $version } after version { $replaces }</b>
}
changes-counts = { $named }
changes-added = ➕ new: { $count }
changes-removed = ➖ removed: { $count }
changes-number = 🔢 numbers: { $count }
changes-title = ✏️ titles: { $count }
changes-deadline = 📅 deadlines: { $count }
changes-wording = 📝 words of the deadline: { $count }
changes-executors = 👥 executors: { $count }
change-added = ➕ <b>{ $number }.</b> { $title }{ $has ->
    [yes] {" "}— <i>“{ $now }”</i>
   *[no] {""}
}
change-removed = ➖ <b>{ $number }.</b> { $title }{ $had ->
    [yes] {" "}— <i>“{ $was }”</i>
   *[no] {""}
}
change-number = 🔢 <b>{ $was } → { $now }.</b> { $title }
change-title = ✏️ <b>{ $number }.</b> was <i>“{ $was }”</i>, is now <i>“{ $now }”</i>
change-deadline = 📅 <b>{ $number }.</b> { $title }: was <i>“{ $was }”</i>, is now <i>“{ $now }”</i>
change-wording = 📝 <b>{ $number }.</b> { $title }: was <i>“{ $was }”</i>, is now <i>“{ $now }”</i>, the same dates
change-executors = 👥 <b>{ $number }.</b> { $title }{ $has ->
    [yes] {""}; added: { $now }
   *[no] {""}
  }{ $had ->
    [yes] {""}; removed: { $was }
   *[no] {""}
}
plan-news-head = 📣 <b>The plan has changed</b>
plan-news-moved = 📅 <b>{ $item }.</b> { $title }, { $organisation }: { $dated ->
    [yes] was due on { $was }, is now due on
   *[no] is now due on
  } { $known ->
    [yes] <b>{ $now }</b>
   *[no] a day to be set
}
plan-news-removed = ⚫ <b>{ $item }.</b> { $title }, { $organisation }: removed from the plan or given to others, nothing is left to do
plan-news-more = …and more changes: { $count }. All deadlines are in “My assignments”.
