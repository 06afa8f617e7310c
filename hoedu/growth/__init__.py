"""How a lesion grows: the published fracture model of Trejo and others (2019), and a labelled teaching extension.

The equations and parameters are rows of `data/evidence` (growth_equations, growth_parameters); Python and the page read
the same expressions. `simulate()` alone runs the published model; `changes=TEACHING` adds osteoblasts that burn out, and
`phi` the share of progenitors that take the path to bone. Neither was fitted to a patient: use it to reason about timing
and direction, never to predict.
"""

from hoedu.growth.equations import STATES
from hoedu.growth.model import CLOCK, TEACHING, Parameter, Run, parameters, simulate
from hoedu.growth.studies import Cohort, cohort, final_bone, sensitivity, timing
from hoedu.growth.treatments import TREATMENTS, Treatment, treatment

__all__ = [
    "CLOCK", "STATES", "TEACHING", "TREATMENTS", "Cohort", "Parameter", "Run", "Treatment",
    "cohort", "final_bone", "parameters", "sensitivity", "simulate", "timing", "treatment",
]  # fmt: skip
