"""The interface for programs, version 1: what there is to read, how it is asked for, how it is described.

Within a version fields are only added: none goes, none changes its meaning or its type.
"""
