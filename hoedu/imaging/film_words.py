"""What there is to see on the films of each patient, from which week: from the front, and from the side where that differs."""

from collections.abc import Mapping

Seen = tuple[tuple[float, str], ...]

HIP = "Nothing: a normal hip."
SHAFT = "Nothing beside the shaft."
IMPLANT = "The implant, and nothing beside it."
READ = (16, "Bone with an edge: its class can be read, and may still rise.")


def film_seen(name: str, aside: bool) -> Seen:
    """The sentences for one patient's film."""
    return (SIDE.get(name) if aside else None) or FRONT.get(name, ((0, "Nothing out of the ordinary."),))


FRONT: Mapping[str, Seen] = {
    "sci": (
        (0, HIP),
        (3, "Perhaps a faint cloud below the head, if you know where to look."),
        (4.5, "A cloud of fluffy density below the head and over the neck."),
        (8, "A cloud with an edge, between the neck and the ischium."),
        (16, "Bone with a denser edge, over head and neck and below them."),
    ),
    "oedema": ((0, "Nothing: a normal hip, in every week."),),
    "crps": ((0, HIP), (7, "The bones about the joint are paler than before; no new bone in the muscle.")),
    "fracture": (
        (0, "A thin dark line across the neck, easily missed."),
        (6, "The line blurs as it heals."),
        (11, "The line is gone."),
    ),
    "myositis": (
        (0, SHAFT),
        (6.5, "Perhaps a pale patch over the shaft's edge."),
        (8, "A pale patch with an edge, over the shaft: from the front nobody can say whether it is apart from it."),
        (16, "A shell of bone over the shaft; the side view shows the gap."),
    ),
    "sarcoma": (
        (0, SHAFT),
        (6.5, "Perhaps a pale cloud over the shaft."),
        (12, "A cloud, densest in its middle, over the shaft."),
    ),
    "bruise": ((0, "Nothing beside the shaft, in any week."),),
    "islands": ((0, IMPLANT), (8, "Perhaps small pale spots above the trochanter."), READ),
    "nothing": ((0, "Nothing out of the ordinary."),),
} | {
    name: ((0, IMPLANT), (5.5, "A faint cloud above the trochanter."), (8, "Bone beside the neck, denser at its edge."), READ)
    for name in ("spurs", "near", "bridge")
}  # fmt: skip

SIDE: Mapping[str, Seen] = {
    "sci": (
        (0, HIP),
        (3.5, "Perhaps a faint cloud in front of the hip, if you know where to look."),
        (5, "A cloud in front of the hip, clear of the femur: this view shows how deep it lies."),
        (8, "A cloud with a denser edge, in front of the hip."),
        (16, "A shell of bone in front of the hip."),
    ),
    "crps": ((0, HIP), (7, "The head is paler than before; no new bone in the muscle.")),
    "fracture": ((0, "The line cannot be seen from this side."),),
    "myositis": (
        (0, SHAFT),
        (3.5, "A faint cloud in front of the shaft."),
        (6, "A dense edge around a paler middle, with a clear line between it and the shaft."),
        (16, "A shell of bone, apart from the shaft."),
    ),
    "sarcoma": (
        (0, SHAFT),
        (4, "A cloud that is densest in its middle and fades towards its edge."),
        (10, "A mass on the bone, densest in its middle: the reverse of myositis ossificans."),
    ),
} | {
    name: ((0, "The implant. What lies over metal is hidden."), (week, "Bone beside the metal: this view shows how far apart its parts lie in depth."))
    for name, week in (("spurs", 8), ("near", 4), ("bridge", 4))
} | {"islands": ((0, IMPLANT), (8, "Perhaps small spots, mostly hidden by metal."))}  # fmt: skip
