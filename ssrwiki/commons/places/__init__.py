"""Countries and regions: which lies in which, and what each is called in a language.

A *place* is a country (ISO 3166-1, two letters) or what holds it (M49, three digits): a region,
a continent, the world. The tree is a file of the package; nothing is stored. Places are topics
too, but what is written about one stands in `topics` and `documents`.
"""
