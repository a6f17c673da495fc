"""People: accounts, sign-in, second factor, invitations, institutions and memberships.

A membership is (person, scope kind, scope id, role), with no foreign key to what lies downstream.
"""
