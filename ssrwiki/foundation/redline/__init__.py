"""What changed from one text to another, shown on the rendered text.

Blocks first, then words: `alignment` finds which block became which, `nodes` takes a changed
block apart, `marking` writes `<ins>` and `<del>` round its words, `comparison` puts the rows
together. It reads HTML that our sanitiser wrote and adds nothing to it but `ins`, `del` and
hidden words, so its output needs no further cleaning.
"""
