board-none = There is no working plan yet. Open “Plans”, upload the document and start a cycle.
board-choose = Which plan shall I show?
board-cycle = { $numbered ->
    [yes] No. { $plan } · { $year }
   *[no] { $plan } · { $year }
}
board-cycle-closed = This cycle is closed. Open the board again with /board.
board-head = { $numbered ->
    [yes] <b>Plan No. { $plan }</b>, cycle { $year }
   *[no] <b>{ $plan }</b>, cycle { $year }
  } · as of { $day }

board-bar = { $bar } closed <b>{ $done }</b> of { $total }
board-count-done = 🟢 accepted: { $count }
board-count-reported = 🟡 waiting for control: { $count }
board-count-in_time = ⚪ due ahead: { $count }{ $promised ->
    [0] {""}
   *[other] , of them promised: { $promised }
}
board-count-late = 🔴 late: { $count }
board-count-silent = 🔕 silent, never answered: { $count }
board-row = { $bar } { $done } of { $total }{ $late ->
    [0] {""}
   *[other] {" "}· 🔴 { $late }
  }{ $silent ->
    [0] {""}
   *[other] {" "}· 🔕 { $silent }
}
board-section = <b>{ $number }. { $title }</b>
board-undated = 📅 Without a date: { $count }. Set the dates so that the bot can remind.
board-before-start = ⏮ Passed before the plan was started: { $count }. The bot does not ask about them.

board-place-late = 🔴 { $count }
board-place-silent = 🔕 { $count }
board-place-in_time = ⚪ { $count }
board-place-reported = 🟡 { $count }
board-place-done = 🟢 { $count }
board-section-button = { $number }. { $title }
board-debts = Who has not reported
board-table = XLSX table
board-table-ready = The table is ready. It has three sheets: “Summary”, “Assignments”, “Not reported”.
board-undated-open = Set dates
board-others = Other plans

board-item = <b>{ $number }.</b> { $title }
board-item-button = { $late ->
    [0] { $silent ->
        [0] { $number }
       *[other] 🔕 { $number }
    }
   *[other] 🔴 { $number }
}
board-section-empty = No item of this section has a date in this cycle.
board-term-undated = no date
board-term-ongoing = 📅 the whole period: { $first } – { $last }
board-term-dated = { $windowed ->
    [yes] 📅 from { $first } to { $due }
   *[no] 📅 { $due }
  }{ $shifted ->
    [yes] {" "}(a day off, hand in by { $effective })
   *[no] {""}
}
board-term-past = ⏮ { $dates } — passed before the start
board-item-phrase = Deadline in the plan: <i>“{ $phrase }”</i>
board-item-meaning = Understood as: { $meaning }
board-item-result = Expected result: { $result }
board-no-lines-undated = No date is set, so the bot asks nobody.
board-no-lines-past = The date passed before the plan was started. The bot does not ask about it.
board-no-lines-nobody = Nobody has to act: no organisation is named as executor.
board-mark = { $standing ->
    [done] 🟢
    [reported] 🟡
   *[other] { $state ->
        [disputed] 🟣
       *[other] { $standing ->
            [late] 🔴
           *[other] { $state ->
                [returned] 🟠
               *[other] { $promised ->
                    [yes] 🔵
                   *[no] ⚪
                }
            }
        }
    }
  }{ $silent ->
    [yes] 🔕
   *[no] {""}
}
board-line = { $mark } { $name }{ $promised ->
    [yes] {" "}· promised { $day }
   *[no] {""}
}
board-item-settings = Settings
board-set-date = Set the date

board-organisation = <b>{ $name }</b>
board-members-none = ☎️ Nobody has joined: the bot cannot remind. Ask the administrator to invite whoever is responsible.
board-member = 👤 { $placed ->
    [yes] { $role }, { $position }
   *[no] { $role }
  }{ $unreachable ->
    [yes] {" "}— ☎️ out of the bot’s reach, please call
   *[no] {""}
}
board-duties = { $count ->
    [0] No assignments in this cycle.
   *[other] Assignments: { $count }. Tap one to open its card.
}
board-card = { $mark } Card of item { $number }
board-duty = { $mark } { $number } · { $day }
board-entry = { $mark } { $number } · { $name } · { $day }

board-list-late = 🔴 Late: { $count }. Tap one to open its card.
board-list-silent = 🔕 Silent: { $count }. They were reminded, but there is no promise, no report, no question. A call would help.
board-list-in_time = ⚪ Due ahead: { $count }. 🔵 named a day, ⚪ did not yet.
board-list-reported = 🟡 Waiting for control: { $count }. Open a card to accept or return.
board-list-done = 🟢 Accepted: { $count }.
board-list-undated = { $count ->
    [0] All dates are set.
   *[other] 📅 Without a date: { $count }. Tap a number to set the day.
}

debts-head = { $numbered ->
    [yes] Not reported as of { $day } — plan No. { $plan }, cycle { $year }
   *[no] Not reported as of { $day } — { $plan }, cycle { $year }
}
debts-none = 👍 Everybody whose deadline has passed has reported.
debts-item = { $number }. { $title } — due { $due }
debts-organisation = { $name }
debts-line-item = • { $name } — { $days ->
    [0] the deadline has passed
    [one] { $days } working day late
   *[other] { $days } working days late
  }{ $disputed ->
    [yes] {" "}(they say it is not theirs, not decided yet)
   *[no] {""}
}
debts-line-organisation = • { $number }. { $title } — due { $due }, { $days ->
    [0] the deadline has passed
    [one] { $days } working day late
   *[other] { $days } working days late
  }{ $disputed ->
    [yes] {" "}(they say it is not theirs, not decided yet)
   *[no] {""}
}
debts-by-item = By item
debts-by-organisation = By organisation
debts-file = Not-reported-{ $year }-as-of-{ $day }.txt
debts-as-file = Cycle { $year }, assignments not reported as of { $day }: { $count }. The list is long, so it comes as a file: you can forward it.

board-file = Control-{ $year }-as-of-{ $day }.xlsx
board-sheet-title = { $numbered ->
    [yes] { $plan } (No. { $number }), cycle { $year }
   *[no] { $plan }, cycle { $year }
}
board-sheet-as-of = As of { $day }
board-sheet-total = Total
board-sheet-summary = Summary
board-sheet-assignments = Assignments
board-sheet-debts = Not reported
board-column-section = Section
board-column-total = Assignments in total
board-column-done = Accepted
board-column-reported = Waiting for control
board-column-in_time = Due ahead
board-column-promised = of them promised
board-column-late = Late
board-column-silent = Silent
board-column-item = Item
board-column-title = Measure
board-column-phrase = Deadline in the plan
board-column-organisation = Organisation
board-column-due = Due
board-column-effective = With days off
board-column-state = State
board-column-promised-day = Promised by
board-column-reported-day = Reported on
board-column-evidence = Evidence
board-column-days-late = Working days late
board-column-reason = Reason of return
board-state = { $state ->
    [accepted] accepted
    [reported] waiting for control
   *[other] { $late ->
        [yes] late
       *[no] { $ongoing ->
            [yes] throughout the period
           *[no] due ahead
        }
    }
  }{ $state ->
    [promised] , promised
    [returned] , returned for rework
    [disputed] , they say it is not theirs
   *[other] {""}
  }{ $silent ->
    [yes] , no answer
   *[no] {""}
}
board-proof-photo = photo
board-proof-file = { $explained ->
    [yes] { $name } — { $text }
   *[no] { $name }
}
