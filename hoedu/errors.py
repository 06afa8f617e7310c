"""Errors that say where the trouble is, so that an author can go straight to it."""


class ContentError(ValueError):
    """Something in `data/` or `notebooks/` is not as it should be.

    `file` is the file's name, `place` the item, row or cell, `field` the field (each may be empty).
    """

    def __init__(self, message: str, *, file: str = "", place: str = "", field: str = ""):
        self.message, self.file, self.place, self.field = message, str(file), place, field
        where = ", ".join(part for part in (self.file, place, field and f"field {field}") if part)
        super().__init__(f"{where}: {message}" if where else message)

    def as_dict(self) -> dict[str, str]:
        return {"file": self.file, "place": self.place, "field": self.field, "problem": self.message}


class Invalid(ValueError):
    """A response that cannot be read as an answer (asked again, never graded)."""
