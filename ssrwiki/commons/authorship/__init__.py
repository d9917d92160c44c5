"""Who made a contribution, and what everybody else is told instead.

An *attribution* is how an author asks to be shown: named, by role and region, or sealed. A
*byline* is what is shown: worked out once, when the contribution is signed, frozen with it, and
the only thing that pages, notices, the index, jobs and logs ever see. The *fence* is the one
table that joins a person and a contribution; nobody imports it but this package.

Not here: who people are (`people`), and what they wrote (`documents`, `discussion`).
"""
