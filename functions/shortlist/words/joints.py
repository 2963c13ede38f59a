"""Words that join others in the seven languages that we read, as alternatives of a pattern.

They are folded, and mean one thing each: a rule puts together those that it goes by, with the signs
and spaces that it wants around them.
"""

# One of them is enough: "Angular or React".
OR = "or|oder|ou|o|sau|lub"

# Nothing of all that: "no car and neither licence nor training".
NOR = f"{OR}|nor|noch|ni|ne|nici|ani"

# Before another way to fulfil a must-have: "a degree; or four years of practice". There "o" alone
# is too little to go by.
OTHER_WAY = "or|oder|ou|oppure|in alternativa|alternatively|alternativ|sau|lub"

# All of them: "German and English".
AND = "and|und|et|y|e|i|si"

# The same, with words that only ever join parts of one list.
AND_ALSO = f"{AND}|oraz|sowie"

# The same of whole statements.
AND_BESIDES = f"{AND_ALSO}|as well as|ainsi que|asi como|nonche|precum si"

# As people write it where nothing has been folded.
AND_AS_WRITTEN = f"{AND_ALSO}|și"

# Between two parts of one word of which the first lacks its end: "pre- and post-sales". Not what
# may be the end of a word itself, as in "qua-si".
AND_OR_OF_PARTS = "and|or|und|oder|et|ou|en|of"

# From one number up to another: "two to three years".
UP_TO = "to|bis|a|do"

# Before some of the years just named: "five years in shops, of which two in a leading post".
OF_THOSE = (
    "of which|of whom|of those|of them|including|davon|darunter|dont|di cui|dei quali"
    "|de ellos|de los cuales|de las cuales|din care|dintre care|w tym|z czego"
)
