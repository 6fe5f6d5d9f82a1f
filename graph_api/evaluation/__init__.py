"""How good a reading is: what is in the graph, against what careful readers marked in the same plans."""

from graph_api.evaluation.evaluate import Evaluation, evaluate
from graph_api.evaluation.tally import Tally

__all__ = ["Evaluation", "Tally", "evaluate"]
