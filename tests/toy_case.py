"""A case for tests: small, and with one of everything. No real patient, no medicine to learn from."""

import tomli

from hoedu.cases.read import Case, read_case

TOML = '''
id = "toy-thigh"
title = "A thigh that swelled"
cause = "spinal cord injury"
minutes = 3
patient = "Bo, 30, tetraplegia, five weeks after the injury"
brief = "The left thigh is warm and thicker than it was on Friday."
goal = "To sit in the chair and drive it"
objectives = ["03.1"]
day0 = "the injury"
assumed = ["20 %"]
start = "ward"

[[node]]
id = "ward"
day = 35
title = "Monday, the ward round"
text = """The thigh is *warm* and 4 cm thicker than the other.

About 20 % of the range has gone, <b>says</b> the note."""

  [[node.look]]
  id = "ask-skin"
  kind = "history"
  label = "Ask about the skin"
  finding = "No wound, no fall."
  useful = true
  why = "An infection begins [at the skin](INC001)."

  [[node.look]]
  id = "film"
  kind = "test"
  label = "A film of the hip"
  finding = "The film that day:"
  useful = false
  why = "A film is blind this early ([a review](zhu2015))."
  hours = 1.5
  dose = "IM14"
  sets = ["saw-film"]
    [node.look.picture]
    stack = "hip"
    preset = "sci"
    view = "film-front"
    week = 2.0

  [[node.look]]
  id = "ct"
  kind = "test"
  label = "A CT of the pelvis"
  finding = "Swollen muscle."
  useful = false
  why = "It shows no vein, and costs a dose."
  refs = ["zhu2015"]
  hours = 2
  dose = "IM22"

  [[node.choice]]
  id = "stretch"
  text = "Stretch the hip harder, before it stiffens"
  to = "worse"
  safety = -2
  function = -2
  why = "A swollen leg is a clot until it is imaged ([a review](zhu2015))."

  [[node.choice]]
  id = "duplex"
  text = "Ask for a duplex scan of the leg today"
  to = "duplex"
  safety = 0
  function = 1
  sets = ["imaged"]
  why = "The clot comes first ([a review](zhu2015))."

  [[node.choice]]
  id = "wait"
  text = "Wait and measure the thigh again on Friday"
  to = "duplex"
  safety = -1
  why = "Four days with a clot are four too many."
  refs = ["zhu2015"]

[[node]]
id = "duplex"
day = 49
title = "Two weeks later"
who = "Radiologist"
text = "The veins are open. The hip flexes to 80 degrees."

  [[node.also]]
  if = "imaged"
  text = "The scan of that Monday is at hand."

  [[node.also]]
  unless = "imaged"
  text = "Nobody had looked until **Friday**."

  [[node.also]]
  if = "saw-film"
  text = "The early film is there to compare."

  [[node.look]]
  id = "feel"
  kind = "examination"
  label = "Feel the end of the range"
  finding = "A firm stop."
  useful = true
  why = "It says what to image next ([a review](zhu2015))."

  [[node.choice]]
  id = "scan"
  text = "Ask for a bone scan this week"
  to = "good"
  safety = 0
  why = "It shows bone on its way ([a review](zhu2015))."

  [[node.choice]]
  id = "home"
  text = "Send him home with exercises"
  to = "fair"
  safety = -1
  function = -1
  why = "Nobody would look again ([a review](zhu2015))."

[[node]]
id = "worse"
day = 36
title = "The night after"
text = "He is short of breath."

  [[node.choice]]
  id = "alarm"
  text = "Call the emergency team now"
  to = "fair"
  safety = 0
  why = "A clot has moved until shown otherwise ([a review](zhu2015))."

  [[node.choice]]
  id = "sleep"
  text = "Let him sleep, and look in later"
  to = "harm"
  safety = -2
  why = "Hours count ([a review](zhu2015))."

[[node]]
id = "good"
day = 180
title = "Six months after the injury"
text = "He drives his chair."
ending = "good"
function = 85
outcome = "Sits upright, hip flexion 95 degrees"

[[node]]
id = "fair"
day = 180
title = "Six months after the injury"
text = "He sits for an hour at a time."
ending = "mixed"
function = 55
outcome = "Sits reclined"

[[node]]
id = "harm"
day = 37
title = "The next morning"
text = "He is in intensive care."
ending = "harm"
function = 20
outcome = "Ventilated"
'''


def toy(*edits: tuple[str, str]) -> Case:
    """The case, after each edit (old, new) of its text; an edit that changes nothing is a slip of the test."""
    text = TOML
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_case(tomli.loads(text), "toy-thigh.toml")
