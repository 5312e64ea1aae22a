"""Assessments on paper: one assessor's finished sheet, and the consolidated one."""
