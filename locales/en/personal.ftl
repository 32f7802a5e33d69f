personal-email = an e-mail address
personal-card = a card or account number
personal-snils = a СНИЛС number
personal-passport = a document number
personal-phone = a phone number
personal-data =
    🔒 { $known ->
        [yes] Your message seems to hold personal data: { $kinds }.
       *[no] Your message seems to hold personal data.
    } { $gone ->
        [yes] I deleted it and kept nothing.
       *[no] I kept nothing but could not delete the message: please delete it yourself.
    }

    Hand documents and phone numbers over in person only: at school, at the admissions office or through Gosuslugi. { $form ->
        [yes] Write the same without such data, I am waiting.
       *[no] You can ask your question without them.
    }
