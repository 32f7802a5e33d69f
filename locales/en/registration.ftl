sphere-pedagogy = Teaching
sphere-medicine = Medicine
sphere-culture = Culture
sphere-sport = Sport
sphere-social = Social work
sphere-engineering = Engineering
sphere-other = Other
level-college = College
level-university = University
interest-interested = Still thinking
interest-wants_contract = I want a contract
subject-russian = Russian
subject-maths = Mathematics
subject-social = Social studies
subject-biology = Biology
subject-chemistry = Chemistry
subject-physics = Physics
subject-informatics = Informatics
subject-history = History
subject-literature = Literature
subject-foreign = Foreign language
subject-geography = Geography

registration-hello =
    👋 <b>Target route</b>, { $school }.

    Target training is study under a contract with a future employer. Answer a few questions, and the bot will tell what comes next. No name, phone or documents are needed.
    If you do not finish, I will remind you once after three days and forget everything after two weeks.
registration-grade = Which grade are you in?
registration-letter = Which letter has your class?
registration-sphere = Which field are you interested in?
registration-level = Where do you want to study?
registration-interest = Have you decided to sign a target contract?
registration-confirm =
    Please check:

    { $school }, { $class }
    Field: { $sphere }
    Studying at: { $level }
    Decision: { $interest }

    <b>What is kept:</b> these answers, your code instead of a name, and the number of this chat so that the bot can write to you. The school's coordinator and the methodist will see them. You can withdraw your consent on any day: /privacy.
registration-yes-minor = I am 14–17 and I agree
registration-yes-adult = I am 18 and I agree
registration-answer-young = I am under 14
registration-answer-no = I do not agree
registration-done =
    ✅ Done! Your code:

    <b>{ $code }</b>

    1. Show the code to the school's coordinator, who will confirm your entry.
    { $minor ->
        [yes] 2. Ask a parent to agree: there is a code of their own for that.
       *[no] 2. Have a look at the menu: your entry, questions and answers.
    }
registration-already = You are registered already, once is enough. Here is your entry.
registration-no = Fine, nothing has been kept. Questions and answers about target training are open to you all the same. If you change your mind, open the code again.
registration-young = Thank you for being honest! There is no registration under 14, and nothing has been kept. Questions and answers are open all the same: show them to your parents.
registration-left =
    You began to register for “Target route” and did not finish. Very little is left to do.

    I will not remind you again: if you do not need it, just do not answer.
registration-resume = Go on
registration-gone = This form is closed. Open the code of your class again, and we will start anew.

class-link-unknown = There is no such code. Point the camera at it again, or ask your school's coordinator for a new one.
class-link-revoked = This code was taken back. Ask your school's coordinator for a new one.
class-link-expired = This code has expired. Ask your school's coordinator for a new one.
class-link-used = This slip has been used, it is for one person. Ask your school's coordinator for another one.
student-none = Your entry is gone. Open the code of your class to register.
student-text-long = This is longer than { $limit } characters. Please write less.

profile-text =
    <b>{ $code }</b>
    { $school }, { $class }

    Field: { $sphere }
    Studying at: { $level }
    Decision: { $interest }
profile-exams = Exams: { $subjects }
profile-wish =
    Institution: { $institution }
    Specialty: { $specialty }
    Employer: { $employer }
profile-state-new = ⏳ The coordinator has not confirmed your entry yet. Show them your code.
profile-state-approved = ✅ The coordinator has confirmed your entry.
profile-state-left = The entry is closed: you have left. If that is wrong, tell the coordinator.
profile-state-moved = The entry is closed: you went to another school. Register there by the code of your class.
profile-state-merged = This entry was merged with another one. If that is wrong, tell the coordinator.
profile-parent = { $agreed ->
    [yes] ✅ A parent has agreed.
   *[no] ⏳ A parent has to agree: hand them the code.
}
profile-adult = ✅ You are 18: no parent has to agree.
profile-sphere = Field
profile-level = Where to study
profile-subjects = Exams
profile-to-wants_contract = I want a contract
profile-to-interested = Still thinking
profile-wishes = Where, as what, for whom
profile-saved = Saved
subjects-ask = Which exams are you going to take? Press all of them.
subjects-done = Done
wish-head =
    <b>{ $code }</b>

    What is known of the contract to come? You need not fill in everything at once, and can change it later.
wish-institution = Institution
wish-specialty = Specialty
wish-employer = Employer
wish-unknown = not named yet
wish-not-yet = I do not know yet
wish-ask-institution = { $suggested ->
    [yes] Where do you want to study? Press or write the name of a college or university.
   *[no] Where do you want to study? Write the name of a college or university.
}
wish-ask-specialty = { $suggested ->
    [yes] What do you want to become? Press or write the specialty.
   *[no] What do you want to become? Write the specialty.
}
wish-ask-employer = { $suggested ->
    [yes] With whom do you want to sign? Press or write the name of the organisation.
   *[no] With whom do you want to sign? Write the name of the organisation.
}
