family-code = Code for a parent
family-paper = Consent on paper
