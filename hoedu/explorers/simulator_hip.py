"""A native hip: heterotopic ossification, and what looks like it or like nothing."""

from hoedu.explorers.simulator import Simulator


def build() -> Simulator:
    return Simulator(
        "simulator-hip",
        "Seeing it: a hip after spinal cord injury",
        "Predict the first week in which each test shows the lesion. Then move the week, change the test, and look.",
        _stack,
    )


def _stack():
    from hoedu.imaging.scene import stack

    return stack("hip")
