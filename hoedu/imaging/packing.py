"""How a stack of pictures travels to a page: layers rounded to their steps, predicted from their neighbours, deflated."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture, Stack


@dataclass
class _Packer:
    """Collects arrays: each is rounded, predicted from its neighbours, and laid out in byte planes; equal ones once."""

    heads: list[list[Any]] = field(default_factory=list)
    chunks: list[bytes] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def add(self, array: np.ndarray, step: float, top: int = 0, left: int = 0) -> int:
        """The number of this array: [height, width, top, left, step, predictor, planes]."""
        array = np.asarray(array, np.float64)
        if array.ndim != 2 or not array.size or not np.isfinite(array).all() or not step > 0:
            raise ValueError(f"a layer needs finite values [h, w] and a step above 0, not {array.shape} with step {step}")
        whole = np.rint(array / step)
        if np.abs(whole).max() > 2**27:
            raise ValueError("a layer's step is too small for its values")
        predictor, left_over = min(((n, _left_over(whole.astype(np.int64), n)) for n in range(3)), key=lambda one: np.abs(one[1]).sum())
        folded = np.where(left_over < 0, -2 * left_over - 1, 2 * left_over).astype("<u4").ravel()  # 0, -1, 1, -2, ...
        planes = max(1, (int(folded.max()).bit_length() + 7) // 8)
        packed = folded.view(np.uint8).reshape(-1, 4).T[:planes].tobytes()
        head = [*array.shape, int(top), int(left), float(step), predictor, planes]
        key = repr(head).encode() + packed
        if key not in self.known:
            self.known[key] = len(self.heads)
            self.heads.append(head)
            self.chunks.append(packed)
        return self.known[key]

    def layer(self, layer: Layer, step: Mapping[int, float]) -> int:
        return self.add(layer.values, step.get(id(layer), layer.step), layer.top, layer.left)

    def table(self, table: np.ndarray) -> tuple[int, list[float]]:
        """Curves over the weeks [weeks, n], a row each, as shares of their largest value: its number and those values."""
        rows = np.asarray(table, float).T
        most = np.maximum(np.abs(rows).max(axis=1), 1e-12)
        return self.add(np.rint(rows / most[:, None] * 30000), 1), [float(f"{value:.9g}") for value in most]


def _left_over(whole: np.ndarray, predictor: int) -> np.ndarray:
    """What prediction leaves: 0 from the left, 1 from left, above and the corner in a mean, 2 by their median (MED)."""
    left, above, corner = np.zeros_like(whole), np.zeros_like(whole), np.zeros_like(whole)
    left[:, 1:], above[1:], corner[1:, 1:] = whole[:, :-1], whole[:-1], whole[:-1, :-1]
    # The first column is predicted from above, the first row from the left.
    left[:, 0], corner[:, 0] = above[:, 0], above[:, 0]
    above[0], corner[0] = left[0], left[0]
    if predictor == 0:
        return whole - left
    if predictor == 1:
        return whole - (3 * left + 3 * above - 2 * corner >> 2)
    low, high = np.minimum(left, above), np.maximum(left, above)
    return whole - np.clip(left + above - corner, low, high)


def pack(stack: Stack) -> tuple[dict[str, Any], bytes]:
    """What a page needs to draw the stack: a manifest for JSON, and one deflated block with all arrays."""
    packer = _Packer()
    pictures = [_picture(picture, packer) for picture in stack.pictures]
    manifest = {
        "name": stack.name,
        "weeks": [float(WEEKS[0]), float(WEEKS[1] - WEEKS[0]), len(WEEKS)],
        "presets": [{"name": one.name, "title": one.title, "text": one.text} for one in stack.presets],
        "pictures": pictures,
        "arrays": packer.heads,
    }
    deflate = zlib.compressobj(9, strategy=zlib.Z_FILTERED)  # for what is left of a prediction: small numbers at random
    return manifest, deflate.compress(b"".join(packer.chunks)) + deflate.flush()


MOST_ROUNDING = 0.95  # grey levels


def steps(picture: Picture) -> dict[int, float]:
    """The step of every layer of a picture, by its identity: at most its own, and together fine enough for every window.

    Rounding may move no pixel by a whole grey level in the narrowest window. Bytes are fewest when a layer's share of that
    is as its share of all pixels.
    """
    weight = {id(layer): 1.0 for layer in _even_layers(picture)}
    for finding in picture.findings.values():
        for layer, column in zip(finding.layers, np.transpose(finding.weights) if finding.layers else ()):
            weight[id(layer)] = max(weight.get(id(layer), 1e-12), float(np.abs(column).max()))
    layers = {id(layer): layer for layer in (*_even_layers(picture), *(one for f in picture.findings.values() for one in f.layers))}
    found = {name: layer.values.size / weight[name] for name, layer in layers.items()}
    share = MOST_ROUNDING / rounding(picture, found)
    found = {name: min(layer.step, found[name] * share) for name, layer in layers.items()}
    if isinstance(scatter := picture.scatter, Layer):  # few pixels: fine enough to be left out of the sum
        found[id(scatter)] = min(scatter.step, max(float(scatter.values.min()), 1e-4) * picture.limits[2] / 255 / 10)
    return found


def rounding(picture: Picture, step: Mapping[int, float]) -> float:
    """The most that rounding to these steps can move a pixel, in grey levels of the narrowest window."""
    doses = [factor for _, factor in picture.doses]
    worst = max((_error(finding, step) for finding in picture.findings.values()), default=0.0) + step[id(picture.base)] / 2
    if isinstance(picture.noise, Layer):
        worst += step[id(picture.noise)] / 2 / np.sqrt(min(doses))
    if picture.kind == "counts":  # they grow with the dose; their noise, as a root, moves most where there are fewest
        fewest = picture.base.values[picture.base.values > 0].min(initial=1.0)
        worst *= max(doses) + 3.5 * np.sqrt(max(doses) / fewest) / 2
    return worst * 255 / picture.limits[2]


def _even_layers(picture: Picture) -> list[Layer]:
    """The layers that count the same in every week."""
    rims = [rim for finding in picture.findings.values() for rim in finding.rims]
    return [picture.base, *rims, *([picture.noise] if isinstance(picture.noise, Layer) else [])]


def _error(finding: Finding, step: Mapping[int, float]) -> float:
    error = max((step[id(rim)] / 2 for rim in finding.rims), default=0.0)
    if finding.layers:
        error += float((np.abs(finding.weights) @ [step[id(layer)] / 2 for layer in finding.layers]).max())
    return error


def _picture(picture: Picture, packer: _Packer) -> dict[str, Any]:
    step = steps(picture)
    part = {
        "base": packer.layer(picture.base, step),
        "findings": {name: _finding(finding, packer, step) for name, finding in picture.findings.items()},
    }
    for name in ("noise", "scatter"):
        value = getattr(picture, name)
        part[name] = {"array": packer.layer(value, step)} if isinstance(value, Layer) else value
    for name in ("name", "title", "modality", "kind", "mm", "windows", "limits", "unit", "doses", "usual", "seed"):
        part[name] = getattr(picture, name)
    return part | {"marks": dict(picture.marks)}


def _finding(finding: Finding, packer: _Packer, step: Mapping[int, float]) -> dict[str, Any]:
    part: dict[str, Any] = {"sees": finding.sees, "colour": finding.colour}
    part["outline"] = [[[round(x, 1), round(y, 1)] for x, y in polygon] for polygon in finding.outline]
    if finding.layers:
        part |= {"layers": [packer.layer(layer, step) for layer in finding.layers], "weights": packer.table(finding.weights)}
    if finding.rims:
        part |= {"rims": [packer.layer(rim, step) for rim in finding.rims], "rimWeights": packer.table(finding.rim_weights)}
    if finding.flow is not None:
        part |= {"flow": packer.layer(finding.flow, step), "flowBelow": packer.table(np.reshape(finding.flow_below, (-1, 1)))}
    if finding.cnr is not None:
        part["cnr"] = packer.add(np.atleast_2d(finding.cnr), 0.01)
    return part


def unpack(manifest: Mapping[str, Any], data: bytes) -> list[np.ndarray]:
    """The rounded arrays again, as the page reads them; for tests and for measuring."""
    plain, found, start = np.frombuffer(zlib.decompress(data), np.uint8), [], 0
    for height, width, _, _, step, predictor, planes in manifest["arrays"]:
        size = height * width
        folded = sum(plain[start + n * size : start + (n + 1) * size].astype(np.int64) << 8 * n for n in range(planes))
        start += planes * size
        found.append(_predicted(np.where(folded & 1, -(folded >> 1) - 1, folded >> 1).reshape(height, width), predictor) * step)
    return found


def _predicted(left_over: np.ndarray, predictor: int) -> np.ndarray:
    """The inverse of `_left_over`."""
    whole = left_over.tolist()
    for y, row in enumerate(whole):
        up = whole[y - 1] if y else None
        for x in range(len(row)):
            left = row[x - 1] if x else up[0] if up else 0
            above, corner = (up[x], up[x - 1] if x else up[0]) if up else (left, left)
            if predictor == 0:
                guess = left
            elif predictor == 1:
                guess = 3 * left + 3 * above - 2 * corner >> 2
            else:
                guess = min(max(left + above - corner, min(left, above)), max(left, above))
            row[x] += guess
    return np.array(whole)
