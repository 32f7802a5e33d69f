deputy-own = In for you: <b>{ $who }</b>
    From { $first } to { $last }, both days included
deputy-none = Nobody is in for you. If you go on leave, choose a colleague, who will get the reminders on those days.
deputy-for = You are in for: <b>{ $who }</b>
    From { $first } to { $last }, both days included
deputy-choose = Choose a colleague
deputy-change = Choose somebody else
deputy-back = I am back
deputy-whom = Who will be in for you?
deputy-nobody = There is nobody to choose: nobody else of your organisation is connected. Ask the administrator to invite a colleague.
deputy-first-day = From which day will you be away?
deputy-last-day = You will be away from { $first }. Until which day, included?
deputy-saved = Saved. Your colleague will be told
deputy-welcome-back = Welcome back! Reminders come to you again
deputy-notice-set = You are in for: <b>{ $who }</b>
    From { $first } to { $last }, both days included. On these days the bot writes to you and takes your answers.
deputy-notice-ended = Standing in is over: { $who } is back. Nothing to do.
deputy-notice-lost = { $who } can no longer be in for you: the role was taken away. If you are away from { $first } to { $last }, choose another colleague.
deputy-away = This colleague is away too: from { $first } to { $last }. Choose somebody else or other days.
deputy-not-colleague = This person can no longer be in for you. Please choose a colleague again.
