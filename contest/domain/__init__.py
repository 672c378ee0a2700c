"""The rules of the contest, as pure functions and frozen values.

Nothing in here reads a file, a clock, the environment or a source of randomness: all of it
is handed in. Start reading at `rules` (what an organizer can set) and `attempt` (what happens
to a contestant).
"""
