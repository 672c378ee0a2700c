"""Hội thi CCHC: an online knowledge contest about administrative reform.

`contest.domain` holds the rules, `contest.content` turns question sources into a site and
sealed papers, `contest.store` talks to the outside world.
"""
