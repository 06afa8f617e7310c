"""Every test, notebooks included, keeps its progress in a folder of its own, never in the reader's."""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="hoedu-test-")
os.environ["HOEDU_HOME"] = _home.name
