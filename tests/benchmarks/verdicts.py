"""Do the verdicts hold? Draws runs, and holds each against an observer who watches the run go on. Some minutes.

python tests/benchmarks/verdicts.py [how many] [from which]
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gdcore.descent import descend
from tests.core.observer import disagreements, draw


def main() -> None:
    """Print every disagreement, and how many runs had which verdict."""
    many, first = map(int, [*sys.argv[1:], *("10000", "0")[len(sys.argv) - 1 :]])
    kinds: Counter[str] = Counter()
    wrong = 0
    for seed in range(first, first + many):
        case = draw(seed)
        verdict = descend(case.objective, case.rule, case.start, case.steps).verdict
        kinds[verdict.kind] += 1
        said = disagreements(case, verdict)
        if said:
            wrong += 1
            print(seed, case, "\n   ", verdict, "\n   ", "; ".join(said), flush=True)
    print(f"{many} runs from number {first}, {wrong} disagreements;", dict(kinds))


if __name__ == "__main__":
    main()
