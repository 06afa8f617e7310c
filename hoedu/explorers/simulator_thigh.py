"""A thigh: myositis ossificans beside osteosarcoma."""

from hoedu.explorers.simulator import Simulator


def build() -> Simulator:
    return Simulator(
        "simulator-thigh",
        "Seeing it: a lump in the thigh",
        "Find out where the mineral begins: at the edge or in the middle. Change the patient at the same week.",
        _stack,
    )


def _stack():
    from hoedu.imaging.scene import stack

    return stack("thigh")
