"""The content side: question sources → bank → papers, pages, editions, packages.

`build.py` in the root names the steps; each has its module here.
"""
