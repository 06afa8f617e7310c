"""Branching patients: a case is a graph of decisions with consequences, and every path through it ends."""

from hoedu.cases.read import Also, Case, Choice, Look, Node, Still, case, cases

__all__ = ["Also", "Case", "Choice", "Look", "Node", "Still", "case", "cases"]
