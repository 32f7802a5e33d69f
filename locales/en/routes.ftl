menu-route = Route
menu-routes = Route sheets
menu-route-templates = Route templates

route-head =
    <b>Route sheet</b> · { $code }, { $class }
    Done: { $done } of { $total }{ $late ->
        [0] { "" }
       *[other] { " " }· waiting for an answer: { $late }
    }
route-next = 👉 Next: <b>{ $title }</b>, by { $day }
route-all-done = 🎉 Every step is behind you. Thank you!
route-step-line = { $state ->
    [done] ✅
    [missed] ✖️
    [replaced] 🔁
    [invited] 📌
    [late] ⏰
   *[planned] ▫️
} { $order }. { $title } — { $day }
route-step =
    <b>{ $title }</b>
    { $kind }, by { $day }
    { $state }
route-step-responsible = Helps: { $who }
route-step-reason = Why: { $reason }
route-step-line-said = 📝 { $line }
route-agree = 👀 I have seen it
route-agreed-toast = Thank you, noted
route-picture = 🖼 Card
route-paper = 📄 Document
route-add = ➕ Step
route-act-done = ✅ Done
route-act-missed = It did not work out
route-act-again = ↩️ Take the mark back
route-act-line = 📝 What was done
route-act-day = 📅 Another day
route-act-replace = 🔁 Replace
route-act-remove = Remove
route-done-toast = Well done! Noted
route-missed-toast = Noted. The school will help to find another step
route-saved = Saved
route-removed-toast = The step is gone
route-why = What got in the way? It helps to offer something else; nobody is graded for it.
route-line-ask = Write in one line what was done (up to { $limit } characters). No names or phones are needed.
route-reason-ill = Illness
route-reason-busy = No time
route-reason-no_seats = No seats
route-reason-cancelled = Cancelled
route-reason-changed_mind = Plans changed
route-reason-other = Something else
route-state-planned = ▫️ Still ahead
route-state-invited = 📌 Signed up
route-state-done = ✅ Done
route-state-missed = ✖️ Did not work out
route-state-replaced = 🔁 Replaced by another step
route-kind-trial = Professional trial
route-kind-master_class = Master class
route-kind-excursion = Excursion
route-kind-meeting = Meeting
route-kind-briefing = Briefing
route-kind-project = Project
route-kind-saturday = Professional Saturday
route-kind-seasonal_school = Seasonal school
route-kind-exam_course = Exam course
route-kind-contest = Contest
route-kind-consultation = Consultation
route-kind-plan = Professional plan
route-kind-documents = Documents
route-kind-contract = Choice of the employer
route-kind-other = Something else

route-none = { $known ->
    [yes] { $code } has no route sheet yet: the school makes it. As soon as it is there, it will be here.
   *[no] There is no route sheet yet: the school makes it. As soon as it is there, the bot will tell you.
}
route-whose = { $count ->
    [0] No child is linked yet. Enter a code under “My children”.
   *[other] Whose route?
}
route-begun = { $count ->
    [one] 🧭 The school has made your route sheet: { $count } step. Have a look and press “I have seen it”.
   *[other] 🧭 The school has made your route sheet: { $count } steps. Have a look and press “I have seen it”.
}
route-look = Look at the route
route-told-near-head = 🧭 Soon on your route:
route-told-near = • <b>{ $title }</b> — by { $day }
route-told-passed-head = ⏰ How did it go? One tap is enough:
route-told-passed = • { $title } — { $day }

route-begin = { $count ->
    [0] { $code } has no route sheet, and no template fits the grade. Ask the methodist to add one.
   *[other] { $code } has no route sheet yet. Which template? The first one fits best; steps can be changed later.
}
route-begun-toast = The sheet is made
route-begin-all = ➕ Make for all who have none ({ $count })
route-class-begun = { $count ->
    [0] Everybody whom a template fits has a sheet
    [one] { $count } sheet made
   *[other] { $count } sheets made
}
route-schools = { $count ->
    [0] There are no schools yet.
   *[other] Route sheets: choose a school.
}
route-classes = { $count ->
    [0] Nobody has signed up yet, so there are no sheets. Begin with “QR for a class”.
   *[other] Route sheets: choose a class.
}
route-class-head = <b>{ $name }</b>, pupils: { $count }
route-class-waiting = ⏳ Waiting for a parent's consent: { $count }. Their sheets come after it.
route-class-line = { $begun ->
    [yes] { $code }: { $done } of { $total }{ $late ->
        [0] { "" }
       *[other] , ⏰ { $late }
    }
   *[no] { $code }: <b>no sheet</b>
}
route-class-paper = 📄 Sheets of the class
route-register = 📊 Register (XLSX)
route-register-caption = The register of route sheets: sheets, steps, kinds. There are no names in it: the school adds them.
route-paper-caption = The route sheet to print. Write the name by hand.
route-card-caption = Your route card. You can forward it to your parents.
route-kind-ask = { $replaces ->
    [yes] By what shall it be replaced?
   *[no] What kind of step is it?
}
route-title-ask = Write what exactly is to be done (up to { $limit } characters).
route-day-ask = By which day?

route-templates = { $count ->
    [0] There are no templates yet. Add the first one.
   *[other] Route templates: schools make sheets from them. Changes do not touch sheets that are made already.
}
route-template-line = { $hidden ->
    [yes] 🚫 { $title } · { $count }
   *[no] { $title } · { $count }
}
route-template-new = ➕ Template
route-template-copy = Copy
route-template-hide = { $hidden ->
    [yes] Show to schools
   *[no] Hide from schools
}
route-template-grade = For which grade?
route-template-sphere = For which sphere?
route-template-level = Where do they apply?
route-any = Any
route-template-title-ask = What is the template called? Up to { $limit } characters.
route-template-head =
    <b>{ $title }</b>
    Grade { $grade } · sphere: { $sphere } · level: { $level }{ $hidden ->
        [yes] { " " }· 🚫 hidden from schools
       *[no] { "" }
    }
route-template-empty = No steps yet. Add the first one.
route-template-step-line = { $order }. { $title } — { $day }
route-template-step =
    <b>{ $title }</b>
    { $kind }, { $day }{ $named ->
        [yes] { "" }
            Helps: { $who }
       *[no] { "" }
    }
route-template-retitle = Change the title
route-template-move = 📅 Another day
route-template-remove = Remove
route-template-day-ask = By which day of the school year? The year does not matter, day and month count.
route-after-days = { $count ->
    [one] { $count } day after the beginning
   *[other] { $count } days after the beginning
}

route-card-title = My route
route-card-about = { $code } · { $class } · school year { $year }/{ $next }
route-card-foot = Steps done: { $done } of { $total }
route-card-done = DONE
route-card-missed = MISSED
route-card-state = { $state ->
    [done] done
    [missed] did not work out, it happens
    [invited] you are signed up, by { $day }
    [late] tell how it went
   *[planned] by { $day }
}

route-paper-title = ROUTE SHEET
route-paper-about = of events for a pupil who plans to sign a target training contract
route-paper-code = Pupil (code):
route-paper-school = School, class:
route-paper-sphere = Sphere:
route-paper-level = Level:
route-paper-year = School year:
route-year = { $year }/{ $next }
route-paper-foot = Done { $done } of { $total } events as of { $day }.
route-paper-mark = { $state ->
    [done] Done{ $dated ->
        [yes] { " " }{ $day }
       *[no] { "" }
    }
    [missed] Not done{ $why ->
        [yes] : { $reason }
       *[no] { "" }
    }
    [replaced] Replaced
    [invited] Signed up
   *[planned] { "" }
}
route-column-number = No.
route-column-step = Event
route-column-kind = Kind
route-column-due = Due
route-column-responsible = Responsible
route-column-mark = Mark
route-signer-pupil = Pupil (name, signature)
route-signer-parent = Parent (name, signature)
route-signer-tutor = Tutor (name, signature)
route-signer-school = For the school (name, signature)
route-nobody = There are no route sheets yet.
route-file = Route sheet { $day }
route-file-class = Route sheets { $name } { $day }
route-file-register = Register of route sheets { $day }
route-sheet-register = Sheets
route-sheet-steps = Steps
route-sheet-kinds = Kinds
route-register-title = Register of route sheets of pupils who plan to sign a target training contract
route-register-order = Items 2.8.2 and 2.8.3 of the order
route-register-number = No.
route-register-school = School
route-register-class = Class
route-register-code = Code
route-register-sphere = Sphere
route-register-level = Level
route-register-template = Template
route-register-started = Made
route-register-seen = Seen
route-register-planned = Planned
route-register-done = Done
route-register-missed = Not done
route-register-replaced = Replaced
route-register-late = No mark
route-register-step = Event
route-register-kind = Kind
route-register-due = Due
route-register-state = State
route-register-decided = Marked
route-register-reason = Reason
route-register-evidence = What was done

route-line = One line is needed, not empty and not longer than { $limit } characters. Please write it again.
route-too-many-steps = A sheet holds at most this many steps: { $count }. Remove or replace one.
route-template-known = There is a template “{ $title }” for this grade, sphere and level already. Choose another name.
route-needs-consent = A sheet is made after the consent to take part (under 18, a parent's too). Look at the pupil's card.
route-not-replaceable = This step is done or replaced already. Add a new one.
route-step-closed = The step has a mark already. Take the mark back first.
route-day-outside = This day lies outside the school year of the sheet. Choose one from 1 September to 31 August.
