"""Reading news with patterns alone: no model, no training, the same answer every time.

The way from text to annotations, a module for each step: words and sentences (`reading`), quotation marks (`marks`),
parts of speech by closed lists and endings (`tagging`), noun phrases (`phrases`), names (`names`), who is who
(`entities`), who says what (`attribution`), what happens (`events`), who is for and against it (`stances`), and the
record (`assembly`). Every step is linear in the length of the text.
"""
