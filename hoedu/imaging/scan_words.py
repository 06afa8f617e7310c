"""What there is to see on the bone scan and the ultrasound of each patient, from which week."""

from collections.abc import Mapping

Seen = tuple[tuple[float, str], ...]

QUIET_SCAN = "Nothing out of the ordinary: vessels, and both sides alike."
QUIET_BONES = "Nothing out of the ordinary: the skeleton and the bladder, both sides alike."


def _later(first: str, *more: tuple[float, str]) -> Seen:
    return ((0, first), *more)


SCAN_SEEN: Mapping[str, Mapping[str, Seen]] = {
    "sci": {
        "flow": _later(
            QUIET_SCAN,
            (3, "A blush beside the vessels of the right hip."),
            (12, "The blush is fading."),
            (20, "Flow is even again."),
        ),
        "pool": _later(
            QUIET_SCAN,
            (2.5, "A blush over the right hip: the first sign on the scan, and not specific."),
            (12, "The blush is fading."),
            (20, "Even again: what flowed in has calmed down."),
        ),
        "delayed": _later(
            QUIET_BONES,
            (3.5, "Faint uptake over the space between hip and ischium. Whether it lies in soft tissue takes SPECT/CT."),
            (6, "Clear uptake over the space between hip and ischium."),
            (20, "Uptake is falling, but not gone."),
            (40, "A little uptake stays: mature bone is still bone."),
        ),
    },
    "oedema": {
        "flow": _later(
            QUIET_SCAN,
            (1.5, "Perhaps a little more blood about the right hip: swelling alone can do this."),
            (10, QUIET_SCAN),
        ),
        "pool": _later(
            QUIET_SCAN,
            (1.5, "A slight blush about the right hip, with no bone to come: swelling alone can do this."),
            (10, QUIET_SCAN),
        ),
        "delayed": _later(QUIET_BONES),
    },
    "crps": {
        "flow": _later(QUIET_SCAN, (2, "Perhaps more flow on the side of the painful hip."), (3, "More flow on the side of the painful hip."), (26, QUIET_SCAN)),
        "pool": _later(QUIET_SCAN, (2, "A broad blush about the whole joint."), (20, "The blush is fading."), (30, "The blush has nearly gone.")),
        "delayed": _later(
            QUIET_BONES,
            (2, "All bones about the joint take up more: socket, head and trochanter together. An infected joint looks the same."),
            (40, "Uptake about the joint is falling."),
        ),
    },
    "fracture": {
        "flow": _later("Perhaps a little more flow at the neck.", (8, QUIET_SCAN)),
        "pool": _later(QUIET_SCAN, (0.5, "A small blush at the neck of the femur."), (6, QUIET_SCAN)),
        "delayed": _later(
            "Hardly anything in the first days.",
            (0.5, "A hot line across the neck of the femur, where the film shows almost nothing."),
            (20, "The line is cooling as the fracture heals."),
            (40, "A trace across the neck."),
        ),
    },
    "myositis": {
        "flow": _later(QUIET_SCAN, (3, "A blush over the right thigh."), (16, QUIET_SCAN)),
        "pool": _later(QUIET_SCAN, (2.5, "A blush over the right thigh."), (16, QUIET_SCAN)),
        "delayed": _later(
            "Both femora alike.",
            (3.5, "Faint uptake over the shaft."),
            (4, "Clear uptake over the shaft; from the front it may seem to be part of it."),
            (26, "Uptake is falling."),
        ),
    },
    "sarcoma": {
        "flow": _later(QUIET_SCAN, (2, "More flow to the right thigh, and it stays.")),
        "pool": _later(QUIET_SCAN, (1.5, "A blush over the shaft, and it stays.")),
        "delayed": _later(
            "Both femora alike.",
            (1, "Uptake over the shaft."),
            (6, "Intense uptake, and it does not fall with time."),
        ),
    },
    "bruise": {
        "flow": _later(QUIET_SCAN, (1.5, "Perhaps a little more blood in the right thigh."), (8, QUIET_SCAN)),
        "pool": _later(QUIET_SCAN, (1.5, "A slight blush in the right thigh."), (10, QUIET_SCAN)),
        "delayed": _later("Both femora alike, in every week."),
    },
}
REPLACED = "The implant is a cold shape in the hip; beside it nothing out of the ordinary."
SCAN_SEEN |= {
    name: {
        "flow": _later(QUIET_SCAN, (3, flow), (12, QUIET_SCAN)),
        "pool": _later(QUIET_SCAN, (3, small), (16, QUIET_SCAN)),
        "delayed": _later(REPLACED, (3.5, late), (26, "The uptake above the trochanter is falling.")),
    }
    for name, flow, small, late in (
        ("islands", QUIET_SCAN, "At most a trace above the trochanter.", "Small, weak spots above the trochanter: easily missed."),
        (
            "spurs",
            QUIET_SCAN,
            "Perhaps a faint blush above the trochanter.",
            "Weak uptake above the trochanter and at the socket's edge.",
        ),
        ("near", "Perhaps a blush above the trochanter.", "A faint blush above the trochanter.", "Uptake between the trochanter and the socket."),
        ("bridge", "A blush above the trochanter.", "A blush between trochanter and pelvis.", "A band of uptake from the trochanter to the pelvis."),
    )
}
SCAN_SEEN |= {"nothing": {"flow": _later(QUIET_SCAN), "pool": _later(QUIET_SCAN)}}

_DEEP = "Skin, fat, layers of muscle; the bone is a bright line with a shadow behind it."
_REPLACED = "Muscle in layers; the trochanter and, deep, the implant throw bright echoes and hide what lies behind."
_ZONES = (
    (1.5, "A dark, swollen area in the muscle: not specific."),
    (2.5, "A dark area that has lost the muscle's fibres, with flow at its edge."),
    (4.5, "A dark core with a bright edge: the zone pattern."),
    (8, "A bright shell; behind it a shadow begins."),
    (16, "A bright shell and a black shadow: what lies behind it can hardly be judged."),
)
ECHO_SEEN: Mapping[str, Seen] = {
    "sci": ((0, _DEEP), *_ZONES),
    "oedema": ((0, _DEEP), (1.5, "A darker area in the muscle: swelling, without flow at its edge and without a bright edge."),
               (7, "Perhaps still a little darker."), (12, "The muscle looks more like itself again.")),
    "crps": ((0, f"{_DEEP} No lesion."),),
    "fracture": ((0, f"{_DEEP} The crack in the neck is not in this slice."),),
    "myositis": ((0, _DEEP), *_ZONES),
    "sarcoma": ((0, _DEEP), (2, "A dark mass on the bone, with flow."), (4, "Bright echoes in the middle of the mass, none at its edge."),
                (12, "The bright middle throws a shadow; still no shell: the reverse of myositis ossificans.")),
    "bruise": ((0, _DEEP), (1.5, "A darker area in the muscle, without flow at its edge."), (7, "Perhaps still a little darker."), (12, "The muscle looks more like itself again.")),
    "nothing": ((0, f"{_DEEP} No lesion."),),
} | dict.fromkeys(("islands", "spurs", "near", "bridge"), ((0, _REPLACED), *_ZONES))  # fmt: skip
