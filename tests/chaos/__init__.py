"""Faults on the real thing: `python -m tests.chaos` runs them all, pytest a short form.

Clients submit while processes are killed, the broker and the database go away and one subscriber
fails. Afterwards a checker that knows nothing of the system reads the history: every acknowledged
act is there once, in order. A run with a protection off must fail the same checker.
"""
