"""Reads of publication: `releases` (for those who release), `winners` (what is frozen), `public` (what all may see),
`complaints`, `withdrawals`, `feedback` (what a team sees of its entry's judging).
"""
