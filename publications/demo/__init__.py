"""The demo world: invented organisations and proposals in every state, made by the verbs that people use."""

from publications.demo.loading import load

__all__ = ["load"]
