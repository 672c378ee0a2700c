"""How pages come about: placeholders and sources filled in, data drawn, files for machines.

`hooks` is what MkDocs calls; it shows the order of things.
"""
