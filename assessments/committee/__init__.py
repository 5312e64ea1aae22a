"""The monitoring committee at work: delegations, sessions, votes, prepared decisions, papers, minutes."""
