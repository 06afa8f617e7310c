"""The outline of what a picture shows, for "where is it?"."""

import numpy as np

Outline = tuple[tuple[tuple[float, float], ...], ...]


def outlines(mask: np.ndarray, top: float = 0, left: float = 0, scale: float = 1.0, every: int = 4) -> Outline:
    """Closed outlines (x, y) around what is true in `mask`, in picture pixels: one corner for every few pixels."""
    from skimage.measure import find_contours

    found = []
    for line in find_contours(np.pad(mask, 1).astype(float), 0.5):
        line = (line[::every] - 1) * scale
        if len(line) > 6:
            found.append(tuple((round(float(x + left), 1), round(float(y + top), 1)) for y, x in line))
    return tuple(found)
