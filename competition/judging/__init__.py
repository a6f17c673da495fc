"""Judging: the rubric, the jury and its pledge, assignment, recusals and score sheets."""
