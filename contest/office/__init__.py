"""Office documents in and out: sheets that organizers send, files they are given.

In: `sheets` turns a file into rows, `imports` turns rows into rosters, headcounts and exclusions,
`forms` makes the empty forms for them. Out: `exports` (tables) and `report` (an official paper).
"""
