"""The monitoring committee at work: delegations, sessions, agenda, votes, prepared decisions, papers, minutes."""
