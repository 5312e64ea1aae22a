"""The forms of applicants that are not fields of the dossier."""
