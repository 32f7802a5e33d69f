quiz-hello = <b>Is everything about the contract clear?</b> Questions: { $count }, with an explanation after each. There are no marks: the aim is to see what is worth talking about. Pupil and parent answer separately.
quiz-whose = About whom do you answer?
quiz-go = Begin
quiz-head = <b>Question { $number } of { $count }</b>
quiz-next = { $last ->
    [yes] Sum
   *[no] Next
}
quiz-right = ✅ Right.
quiz-wrong = ❌ Not quite.
quiz-again = Once more
quiz-1 = What does an application for a target place give?
quiz-1-1 = A guaranteed place
quiz-1-2 = Part in a competition of its own
quiz-1-3 = A discount
quiz-1-why = It guarantees nothing: there is a competition of its own for target places.
quiz-2 = How many years of work follow the diploma?
quiz-2-1 = 3 to 5, the contract says it
quiz-2-2 = Exactly one
quiz-2-3 = As many as I like
quiz-2-why = 3 to 5 years; the exact number stands in the offer and the contract.
quiz-3 = With how many customers can one sign?
quiz-3-1 = Any number
quiz-3-2 = Two
quiz-3-3 = One
quiz-3-why = One person, one customer. The exception is the next level of education with the same customer.
quiz-4 = What follows if one gives the contract up after admission by the quota?
quiz-4-1 = A fine and what the contract says
quiz-4-2 = Nothing
quiz-4-3 = A word of blame
quiz-4-why = The law has a fine that depends on what the budget paid for the studies. The contract has the amount; ask a lawyer.
quiz-5 = When is the contract signed?
quiz-5-1 = Before applying
quiz-5-2 = After admission, before studies begin
quiz-5-3 = After the diploma
quiz-5-why = It is signed after the order of admission and before the academic year begins.
quiz-6 = Does parental leave count as time worked?
quiz-6-1 = Yes, all of it
quiz-6-2 = Yes, twice
quiz-6-3 = No
quiz-6-why = It does not count at present. Army service after the studies suspends the contract.
quiz-done = { $wrong ->
    [0] ✅ You have understood everything!
   *[other] Worth talking about: { $numbers }. Read the answers again under “Questions and answers” or ask a human.
} { $kept ->
    [yes] The coordinator sees only the numbers that need a talk.
   *[no] Nothing about you has been stored.
}
quiz-results = { $count ->
    [0] There is nobody yet.
   *[other] <b>How the contract is understood</b>; nobody sees who answered what.
}
quiz-result = { $code }: { $state ->
    [both] ✅ both have understood
    [discuss] to discuss: { $numbers }
   *[waiting] { $pupil ->
        [yes] waiting for the parent
       *[no] { $parent ->
            [yes] waiting for the pupil
           *[no] not yet
        }
    }
}
