"""What a person hears of what happened: watches, the inbox, mails at once and the daily digest.

A *watch* asks to hear about a document, a theme or a place. A *notice* is one activity as one
person receives it. Who hears is decided when an activity is announced; whether they may still
read of it is asked again each time before anything is shown or mailed.

Not here: what happened (`activity`), and what is wanted of a person now, which features say.
"""
