menu-signals = Signals
signal-list = { $count ->
    [0] No signals.
   *[other] <b>Signals</b>, seen by you alone. Waiting for you: { $waiting }
}
signal-line = { $waits ->
    [yes] { $kind ->
        [discomfort] 🆘
       *[silence] 🔔
    }
   *[no] ✓
} { $who } · { $kind ->
    [discomfort] uncomfortable
    [mismatch] words differ
    [low_pulse] low marks
   *[silence] no meetings
} · { $day }
signal-head = <b>{ $kind ->
    [discomfort] 🆘 I feel uncomfortable
    [mismatch] Words about a meeting differ
    [low_pulse] Low marks in a row
   *[silence] No meetings, no answer
}</b> · { $who }
    { $place }
signal-raised = Received { $at }
signal-escalated = ⬆️ Passed up: nobody answered in time
signal-words = 📝 { $text }
signal-what = { $kind ->
    [discomfort] Talk with the child or young specialist in person, without the mentor. The mentor knows nothing of this.
    [mismatch] One says they met, the other says no. Ask each alone; neither sees the other's answer.
    [low_pulse] Three low marks in a row. Ask what is wrong; another pair may be needed.
   *[silence] Reminders to both did not help. Get in touch with the mentor; if they cannot go on, find another one.
}
signal-until = Press “I take care” by { $day }.
signal-known = ✓ Being taken care of.
signal-take = I take care
signal-taken = Noted. Whoever called will know that they were heard
signal-talk = What the pair wrote
signal-open = Open
signal-notice = { $late ->
    [yes] ⬆️ No answer for more than a working day:{" "}
   *[no] {""}
}{ $kind ->
    [discomfort] 🆘 <b>{ $who }</b>: “I feel uncomfortable”.
    [mismatch] <b>{ $who }</b>: words about a meeting differ.
    [low_pulse] <b>{ $who }</b>: low marks in a row.
   *[silence] <b>{ $who }</b>: no meetings, no answer.
} Open it and press “I take care”.
talk-head = { $count ->
    [0] The two have not written to each other through the bot.
   *[other] <b>What they wrote</b>, newest messages: { $count }
}
talk-line = { $at } · { $side ->
    [mentor] mentor
   *[mentee] mentee
}: { $text }
signal-long = The message is empty or longer than { $limit } characters. Shorten it and send it again.
signal-nowhere = I do not know your school or organisation yet: tell an adult you trust.
