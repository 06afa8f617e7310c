"""What the command `hoedu` adds to JupyterLab."""
