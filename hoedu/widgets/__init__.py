"""Jupyter widgets: one Python class, and the ES modules and stylesheet that they share with the pages."""
