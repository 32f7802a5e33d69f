family-code = Код для родителя
family-paper = Согласие на бумаге
