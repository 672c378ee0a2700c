"""Everything that can be wrong with what organizers write, and with what was built from it.

`project` is the whole; `question_sources` judges the rules and questions, `site_pages` the pages.
"""
