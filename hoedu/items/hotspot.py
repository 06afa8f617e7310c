"""Choose a region of an image."""

from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome, key_of
from hoedu.items.fields import unique


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle in fractions of the image's width and height, with a name for those who cannot see it."""

    name: str
    why: str
    correct: bool
    x: float
    y: float
    width: float
    height: float
    key: str

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, kw_only=True)
class Hotspot(Item):
    """A response is a region's key, or a point [x, y] in fractions of the image."""

    image: str
    regions: tuple[Region, ...]
    kind = "hotspot"
    todo = "Choose one region: point at it, or pick its letter."

    @classmethod
    def parts(cls, fields):
        regions = []
        for one in fields.tables("regions", 2, 8):
            name = one.text("name")
            x, y = one.number("x", least=0, most=1), one.number("y", least=0, most=1)
            width, height = one.number("width", least=0.01, most=1), one.number("height", least=0.01, most=1)
            if x + width > 1.001 or y + height > 1.001:
                raise one.fail("x", "the region leaves the image")
            regions.append(Region(name, one.text("why"), one.flag("correct", False), x, y, width, height, key_of(name)))
            one.done()
        unique(fields, "regions", [region.name for region in regions])
        if (count := sum(region.correct for region in regions)) != 1:
            raise fields.fail("regions", f"has {count} correct entries; exactly one is needed")
        return {"image": fields.text("image", longest=60), "regions": tuple(regions)}

    def key(self):
        return next(region.key for region in self.regions if region.correct)

    def distractors(self):
        return [region.key for region in self.regions if not region.correct]

    def grade(self, response):
        if response is None or response in ("", [], ()):
            return BLANK
        if isinstance(response, (list, tuple)):
            if len(response) != 2 or not all(isinstance(v, (int, float)) for v in response):
                raise Invalid("Give a point as two numbers from 0 to 1.")
            response = next((region.key for region in self.regions if region.holds(*response)), None)
            if response is None:
                raise Invalid("There is nothing to choose at that point.")
        if response not in [region.key for region in self.regions]:
            raise Invalid("That is not one of the regions.")
        right = response == self.key()
        return Outcome("graded", float(right), {response: right}, (response,))

    def whys(self):
        return {region.key: (region.name, region.why) for region in self.regions}

    def content(self):
        return [self.image, sorted([r.name, r.correct, r.x, r.y, r.width, r.height] for r in self.regions)]

    def spec(self):
        boxes = {r.key: [r.x, r.y, r.width, r.height] for r in self.regions}
        return {"key": self.key(), "regions": boxes}
