"""A lecturer's course: a folder beside the workbook that chooses lessons and questions, and adds some of its own.

While a course is in use (`using`), the lessons, questions, sources and rows that anything here asks for are the workbook's as
the course wants them, and the course's own. Nothing of the workbook is written to. A folder holds

    course.toml            school, lessons and their order, questions left out, dates, its own lessons
    questions/*.toml       questions, as in data/questions; of the workbook's lessons and of its own
    notebooks/*.ipynb      its own lessons
    references.csv         sources, and evidence/*.csv rows, as in data
"""

from hoedu.course.folder import can_be_prefix, read
from hoedu.course.use import VARIABLE, Course, course, edited, lesson_notebooks, using

__all__ = ["VARIABLE", "Course", "can_be_prefix", "course", "edited", "lesson_notebooks", "read", "using"]
