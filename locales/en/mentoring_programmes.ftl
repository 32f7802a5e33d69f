menu-mentoring-programmes = Mentoring programmes
menu-mentoring-steps = Steps of programmes

mentoring-programme = 🧩 Programme
mentoring-programmes = { $count ->
    [0] There are no programmes yet. Press “New programme”.
   *[other] <b>Mentoring programmes</b>: { $count }. The curator chooses one for a pair, the mentor ticks the steps.
}
mentoring-programme-line = { $hidden ->
    [yes] 🙈{ " " }
   *[no] { "" }
}{ $title } · steps: { $count }
mentoring-programme-new = ➕ New programme
mentoring-programme-kind-ask = For which pairs?
mentoring-programme-title-ask = Write the title in one line (up to { $limit } characters).
mentoring-programme-head =
    <b>{ $title }</b>{ $hidden ->
        [yes] {" "}· 🙈 hidden
       *[no] { "" }
    }
    { $kind }{ $named ->
        [yes] {""}
            Topics of its own: { $topics }
       *[no] { "" }
    }
mentoring-programme-empty = No steps yet. Press “➕ Step”.
mentoring-programme-hide = { $hidden ->
    [yes] Show to curators
   *[no] Hide
}
mentoring-retitle = Title
mentoring-topics = Topics
mentoring-topics-ask = Write the topics of meetings, a line each: up to { $count }, up to { $limit } characters each. Mentors see them when they log a meeting. The old ones are replaced.
mentoring-step-add = ➕ Step
mentoring-step-line = { $order }. { $title } — { $days ->
    [0] on the first day
   *[other] on day { $days }
}{ $tip ->
    [yes] {" "}💡
   *[no] { "" }
}
mentoring-step =
    <b>{ $title }</b>
    { $days ->
        [0] On the first day of a pair
       *[other] Days after the pair has begun: { $days }
    }{ $told ->
        [yes] {""}

            💡 { $tip }
       *[no] {""}

            No tip yet. The mentor gets it in the week of this step.
    }
mentoring-step-title = Title of the step
mentoring-step-days = Day
mentoring-step-tip = 💡 Tip
mentoring-step-remove = Remove the step
mentoring-step-title-ask = What is to be done? Write it in one line (up to { $limit } characters).
mentoring-step-days-ask = How many days after the pair has begun? Write a number from 0 to { $most }.
mentoring-step-tip-ask = Write a tip for the mentor in that week: short and kind (up to { $limit } characters).

mentoring-steps-own = { $count ->
    [0] None of your pairs goes by a programme yet. The curator chooses it.
   *[other] Whose programme?
}
mentoring-progress = { $named ->
    [yes] <b>{ $mentee }</b> · { $title }
    Done: { $done } of { $total }
   *[no] <b>{ $mentee }</b>. This pair has no programme. The curator chooses it.
}
mentoring-progress-line = { $state ->
    [done] ✅
    [late] ⏰
   *[ahead] ▫️
} { $order }. { $title } — { $day }
mentoring-progress-tip = 💡 { $tip }
mentoring-tick = { $done ->
    [yes] ✅
   *[no] ▫️
} { $order }
mentoring-step-toast = { $done ->
    [yes] Done, noted
   *[no] The tick is gone
}
mentoring-choose = Choose a programme
mentoring-choose-none = No programme
mentoring-choose-ask = { $count ->
    [0] There are no programmes for pairs “{ $kind }” yet. The methodist adds them.
   *[other] By which programme does the pair <b>{ $mentee }</b> go?
}
mentoring-told-put = 🧩 The curator has chosen a programme for <b>{ $mentee }</b>: “{ $title }”. Have a look at the steps: one tap ticks each.
mentoring-steps-open = Open the steps
mentoring-steps-all = My programmes
mentoring-tip-head = 💡 <b>Tip of the week</b>
mentoring-tip-entry =
    { $mentee } · { $step }
    { $tip }

mentoring-programme-known = There is a programme “{ $title }” for such pairs already. Choose another title.
mentoring-line = One line of up to { $limit } characters is needed. Write it again.
mentoring-topics-wrong = One to { $count } topics are needed, a line each, up to { $limit } characters. Write them again.
mentoring-days-wrong = A number of days from 0 to { $most } is needed. Write it again.
mentoring-too-many-steps = The programme has { $count } steps already, that is the most. Remove one or change one.
mentoring-step-done = Pairs have done this step, it cannot be removed. It can be renamed.
mentoring-step-gone = This step is not in the programme any more. Open the programme again.
