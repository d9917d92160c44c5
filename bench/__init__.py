"""`make bench`: the site grown to 2,000 pages, beside a Flask view that returns a constant page.

Site and floor are served alike (gunicorn, two workers of four threads) and asked in turn within
one run, so that a noisy machine slows both: read the ratios, not the milliseconds.
"""
