"""The numbers of the house, measured as ratios in one run: `python -m tests.bench`.

Nothing here is collected by pytest: a timed test says more about the machine than about the code.
Every figure is a ratio of two things that run on this machine within the same minute, alternately,
and the median of at least five rounds.
"""
