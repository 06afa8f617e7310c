"""A drill that asks two things of every card, as small as can be."""

from hoedu.drills.base import Drill, Judged, Kind, Question, say

QUESTIONS = (
    Question("Give the drug?", (("yes", "Yes"), ("no", "No"))),
    Question("For how long?", (("week", "A week"), ("month", "A month"), ("never", "Not at all"))),
)


def two_questions() -> Drill:
    def judge(ulcer: bool):
        first = {"yes": "unsafe" if ulcer else "best", "no": "best" if ulcer else "acceptable"}
        second = {"week": "unsafe" if ulcer else "best", "month": "unsafe" if ulcer else "wasteful", "never": "best" if ulcer else "slow"}
        return tuple({key: Judged(word, say(f"Because of {key} and {{0}}.", "<ulcer>" if ulcer else "health")) for key, word in one.items()}
                     for one in (first, second))  # fmt: skip

    return Drill(
        name="toy",
        title="A toy with two questions",
        todo="Answer both.",
        heads=("Who",),
        questions=QUESTIONS,
        kinds={"ulcer": Kind("Ulcer", "An ulcer bleeds."), "health": Kind("Health", "Nothing stands against it.")},
        make=lambda random, kind: kind == "ulcer",
        tell=lambda ulcer: (say("Somebody with {0}.", "an ulcer" if ulcer else "nothing"),),
        judge=judge,
        notes=("Made up. For learning, not for treating a patient.",),
    )
