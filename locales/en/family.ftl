family-code = Code for a parent
family-paper = Consent on paper
family-code-text =
    A code for a parent of { $pupil }:

    <b>{ $code }</b>

    Let the parent point a camera at the picture, open { $link } or type the code into the bot. It can be used once, until { $day }.
family-enter = Type the code that your child or the school gave you. It looks like 7K2M-9QRT-XW4H.
family-code-unknown = There is no such code. Check every letter, or ask your child or the school for a new one.
family-code-used = This code has been used. Ask your child or the school for a new one.
family-code-revoked = This code was replaced by another one. Ask your child or the school for it.
family-code-expired = This code has expired. Ask your child or the school for a new one.
family-own-code = This is a code for your parent, not for you. Send it to your mother or father.
family-adult = You are 18: no parent has to agree.
family-welcome =
    Welcome! You are linked as a parent.

    Your child's code: <b>{ $code }</b>
    { $school }, { $class }

    Now have a look at what needs your consent: each is given on its own and can be taken back on any day.
family-children = { $count ->
    [0] There are no children yet. Ask your child for a code and type it.
   *[other] Whom do you want to see?
}
family-child = { $code } · { $class }
family-child-head = <b>Your child</b>
family-not-mine = Not my child
family-leave-ask = Unlink { $code }? Your consents for this child will be withdrawn, and you will not see the entry any more.
family-leave-sure = Yes, unlink
family-left = Done, you are no longer linked to this entry. If that was a mistake, ask your child for a new code.
family-paper-text =
    If a parent has signed a consent on paper that lies at school, tick it. Press again to take the tick away.

    { $parents ->
        [0] No parent is linked through the bot.
       *[other] Linked parents: { $parents }. Unlink one if it is the wrong person.
    }
family-paper-tick = { $purpose }
family-unlink = Unlink parent { $order } (since { $day })
family-told-linked = 👪 A parent has come in by your code. If that is not your parent, tell your school's coordinator at once.
family-told-unlinked = A parent was unlinked from your entry. If consent is still needed, hand over a new code: “A code for a parent” in the menu.

consent-which-child = Open “My children” and choose whom it is about.
consent-head =
    <b>Consents, { $code }</b>
    Each on its own. A refusal closes nothing: questions and answers are always open. { $minor ->
        [yes] Under 18 both are needed: the pupil's and a parent's.
       *[no] { "" }
    }
consent-line = { $purpose }: { $minor ->
    [yes] pupil: { $pupil ->
        [yes] yes
       *[no] no
    }, parent: { $parent ->
        [yes] yes
       *[no] no
    }
   *[no] { $pupil ->
        [yes] yes
       *[no] no
    }
}
consent-purpose = <b>{ $purpose }</b> (version { $version })
consent-body = { $body }
consent-said-pupil = Pupil: { $said ->
    [given] agreed on { $day }, version { $version }
    [taken] withdrawn on { $day }
   *[nothing] has not answered yet
}
consent-said-parent = Parent: { $said ->
    [given] agreed on { $day }, version { $version }{ $paper ->
        [yes] , on paper at school
       *[no] { "" }
    }
    [taken] withdrawn on { $day }
   *[nothing] has not answered yet
}
consent-give = I agree
consent-ask = Withdraw consent
consent-take = Yes, withdraw
consent-renew = I agree to the new text
consent-said = { $given ->
    [yes] Consent noted
   *[no] Consent withdrawn
}
consent-withdraw-participation = If you withdraw the consent to take part, the entry leaves all lists at once and is deleted after 30 days. Until then you can agree again.
consent-withdraw-reminders = If you withdraw this consent, the bot will not write first any more. It will still answer you.
consent-withdraw-employers = If you withdraw this consent, employers will hear nothing more of this entry.
consent-told-withdrawn = { $giver ->
    [student] Pupil { $code } has withdrawn the consent “{ $purpose }”.
   *[guardian] A parent has withdrawn the consent “{ $purpose }” for { $code }.
} If it is about taking part, the entry is out of the lists and will be deleted in 30 days.
consent-told-changed = The text of the consent “{ $purpose }” has changed. What was agreed to before stands for the text before. Please read the new one and answer.
consent-texts = The texts of the consents. Open one to read or to replace it. Earlier versions are kept.
consent-text = { $purpose } · version { $version }
consent-text-now =
    Version { $version }:

    { $body }

    To replace it, send the new text as a message.
consent-text-preview =
    This is what people will see:

    { $body }

    Publish it? Whoever agreed to the text before is asked once to read the new one.
consent-publish = Publish
consent-published = Version { $version } is published.
consent-text-length = The text of a consent has 20 to { $limit } characters. Send it again.

consent-text-participation =
    I agree that { $municipality } keeps and uses an entry under a code instead of a name in order to help with target training.
    What is kept: code, school, class, field, level, whether a contract is wanted, exams, taking part in events, the number of the chat.
    Who sees it: the school's coordinator and the methodist. The bot holds no name, phone or documents.
    How long: until 30 September of the year of admission. The database stands in Russia; the messenger itself is a service of others with its own rules.
    The consent can be withdrawn on any day under “Consents”: the entry leaves the lists and is deleted after 30 days.
consent-text-reminders =
    I agree that the bot writes to me first: about deadlines, events and answers to my questions.
    For this the number of the chat is kept. The bot writes on working days and not at night; about an event I signed up for also the day before it and on its day.
    The consent can be withdrawn on any day under “Consents” or by /stop.
consent-text-employers =
    I agree that employers who offer target contracts learn from the entry: code, class, field, level, specialty and institution.
    Names and phones are not passed on: contact goes through the school.
    The consent can be withdrawn on any day under “Consents”: after that employers learn nothing.
