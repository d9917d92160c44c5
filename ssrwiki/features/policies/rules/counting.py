"""From how many people on a count may be shown.

Source: safety rule 4, anchors/roadtest.md section 3.7.
"""

FEWEST_SHOWN = 5
