programme-bank-head = { $count ->
    [0] The bank of programmes is still empty. Look in later.
   *[other] <b>The bank of career-guidance programmes.</b> Choose a field or search by words.
}
programme-sphere = { $sphere } · { $count }
programme-all = All · { $count }
programme-find = 🔎 Search
programme-find-ask = What are you looking for? Write it in words, such as “robots” or “space”.
programme-found = { $count ->
    [0] Nothing was found. Use other words or open the bank.
   *[other] This was found.
}
programme-list-head = { $count ->
    [0] There are no such programmes yet. Choose another grade or field.
   *[other] { $chosen ->
        [yes] <b>{ $sphere }</b>, programmes: { $count }.
       *[no] <b>All programmes</b>: { $count }.
    }
}
programme-any-grade = All grades
programme-inline = All programmes
programme-title = <b>{ $title }</b>
programme-organisation = { $organisation }
programme-sphere-line = Field: { $sphere }
programme-level-line = Level: { $level }
programme-grades-line = Grades: { $grades }
programme-hours-line = Hours: { $hours }
programme-partner-line = Partner: { $partner }
programme-about = { $about }
programme-file-button = 📄 The programme as a file
programme-file-caption = Programme “{ $title }”
programme-file-line = 📄 { $name }
programme-where = Of which organisation?
programme-new = Add a programme
programme-desk-head = { $count ->
    [0] There are no programmes yet. Add the first: it goes into the municipal bank (2.4.1).
   *[other] <b>Programmes.</b> In the bank (2.4.1): { $accepted }, waiting for the methodist: { $waiting }.
}
programme-desk-row = { $state ->
    [draft] ✏️
    [review] ⏳
    [returned] ↩️
    [accepted] ✅
   *[archived] 🗄
} { $title }
programme-table = Bank, XLSX
programme-table-done = The municipal bank of career-guidance programmes (2.4.1).
programme-field-title = Title
programme-field-about = About
programme-field-partner = Partner
programme-field-hours = Hours
programme-choice-sphere = Field
programme-choice-level = Level
programme-choice-grade = Grades
programme-choice-file = File
programme-ask-title = What is the programme called? Write the title.
programme-ask-about = Write in short what it teaches and what pupils will try.
programme-ask-partner = Who is the partner: a college, a university, a company? Write the organisation.
programme-ask-hours = How many hours has it? Write a number, 0 to leave it out.
programme-ask-file = { $there ->
    [yes] “{ $name }” is attached now. Send another file to replace it.
   *[no] Send the programme as a file.
}
programme-ask-remark = What has to be put right? The author will read your words.
programme-pick-sphere = To which field does it belong?
programme-pick-level = For those who go where?
programme-pick-grade = For which grades? Tick all of them.
programme-any-level = Either
programme-saved = Saved
programme-act-submit = Send to the methodist
programme-act-revise = Take back to change
programme-act-accept = Accept into the bank
programme-act-return = Return
programme-act-show = 📄 Open the file
programme-act-ask-archive = To the archive
programme-archive-ask = Move the programme to the archive? It will leave the bank.
programme-archive-sure = Yes, to the archive
programme-done-submit = Sent to the methodist
programme-done-revise = Now it can be changed
programme-done-accept = It is in the bank, the author will know
programme-done-archive = It is in the archive
programme-state-draft = ✏️ Draft. Fill in the description and the grades, then send it to the methodist.
programme-state-review = ⏳ Waiting for the methodist.
programme-state-returned = ↩️ Returned. To be put right: { $remark }
programme-state-accepted = ✅ In the bank of programmes.
programme-state-archived = 🗄 In the archive.
programme-asked = 📘 A programme is waiting for you: “{ $title }” ({ $organisation }). Accept it into the bank or return it with a remark.
programme-told-accepted = ✅ The programme “{ $title }” is in the municipal bank now. Thank you!
programme-told-returned = ↩️ The programme “{ $title }” came back to be put right: { $remark }
programme-open = Open the programme
programme-length = At most { $limit } characters, a title at least three. Write it again.
programme-hours = Hours are a number from 0 to { $most }. Write it again.
programme-remark = A remark has 3 to { $limit } characters. Write it again.
programme-known = The organisation has a programme of this title already. Open it, or call the new one something else.
programme-not-written = The programme is with the methodist or in the bank. Press “Take back to change” first.
programme-decided = This programme has been decided on already. Open it again.
programme-incomplete = Not yet: { $about ->
    [yes] { "" }
   *[no] there is no description.
} { $grades ->
    [yes] { "" }
   *[no] no grades are ticked.
}
programme-bank-title = The municipal bank of career-guidance programmes
programme-bank-order = Cycle plan, item 2.4.1; as of { $day }
programme-sheet-bank = Programmes
programme-sheet-summary = By organisation
programme-column-number = No.
programme-column-organisation = Organisation
programme-column-title = Programme
programme-column-sphere = Field
programme-column-level = Level
programme-column-grades = Grades
programme-column-hours = Hours
programme-column-partner = Partner
programme-column-about = About
programme-column-file = File
programme-column-count = Programmes
programme-file = bank-of-programmes-2-4-1-{ $day }.xlsx
