"""The workbook on the web, on slides and on paper, made from the same notebooks."""
