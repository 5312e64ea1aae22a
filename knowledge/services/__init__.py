"""Expert services: peer reviews, matchmaking sessions, the policy helpdesk."""
