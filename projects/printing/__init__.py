"""The form on paper: the blank form of a call, and an application in any version or as a draft."""
