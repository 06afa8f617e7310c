"""Every check of the workbook's content: tables, questions, lessons, notebooks."""

from hoedu.check.report import Report, run

__all__ = ["Report", "run"]
