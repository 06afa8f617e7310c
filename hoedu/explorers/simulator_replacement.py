"""A hip replacement with heterotopic ossification."""

from hoedu.explorers.simulator import Simulator


def build() -> Simulator:
    return Simulator(
        "simulator-replacement",
        "Seeing it: a hip replacement",
        "Move the week and change the view. Look for what one view hides and the other shows.",
        _stack,
    )


def _stack():
    from hoedu.imaging.scene import stack

    return stack("replacement")
