"""For lecturers: the keys with their reasons, what each wrong answer shows, and how the lesson runs in class.

What the notebooks of `notebooks/answers` call. Each call grades as the page does and returns a `Sheet`; `key` fails when
the key it was given is no longer the key. `hoedu refresh` writes those notebooks (`hoedu.answers.write`).
"""

from hoedu.answers.cases import case
from hoedu.answers.in_class import pairs, plan, votes
from hoedu.answers.questions import exam, key
from hoedu.answers.sheet import Sheet

__all__ = ["Sheet", "case", "exam", "key", "pairs", "plan", "votes"]
