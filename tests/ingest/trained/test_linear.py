"""Small linear models: what they learn, how they are written, what a hand-set prior is worth."""

from __future__ import annotations

import json
import math
import random

import pytest

from ingest.trained.examples import MentionFeatures
from ingest.trained.linear import Linear, calibrate, fit, fit_together, load, of
from ingest.trained.models import Models, committed
from ingest.trained.train import FEWEST_DOCUMENTS, TOGETHER, best_threshold, fit_one, things


def rows(n: int, seed: int = 3) -> tuple[list[dict[str, float]], list[bool]]:
    """Candidates of which those with a cue are right nine times in ten."""
    draw = random.Random(seed)
    features = [{"cue": 1.0} if draw.random() < 0.5 else {"other": 1.0} for _ in range(n)]
    return features, [draw.random() < (0.9 if "cue" in f else 0.1) for f in features]


def test_probabilities_are_those_of_the_data() -> None:
    features, labels = rows(2000)
    model = fit(features, labels, strength=10.0)
    assert model.probability({"cue": 1.0}) == pytest.approx(0.9, abs=0.04)
    assert model.probability({"other": 1.0}) == pytest.approx(0.1, abs=0.04)


def shares(models: dict[str, Linear], features: dict[str, float]) -> dict[str, float]:
    """The probability of each class by models that were fitted together."""
    odds = {name: math.exp(model.score(features)) for name, model in models.items()}
    return {name: one / sum(odds.values()) for name, one in odds.items()}


@pytest.mark.parametrize("classes", [("running", "planned"), ("running", "planned", "stopped")])
def test_models_of_which_one_holds_share_the_probability(classes: tuple[str, ...]) -> None:
    draw = random.Random(5)
    features = [{f"cue {draw.choice(classes)}": 1.0} for _ in range(3000)]
    labels = [next(iter(f))[4:] if draw.random() < 0.7 else classes[0] for f in features]
    models = fit_together(features, labels, strength=10.0)
    assert set(models) == set(classes)
    told = shares(models, {f"cue {classes[1]}": 1.0})
    assert told[classes[1]] == pytest.approx(0.7, abs=0.05)
    assert told[classes[0]] == pytest.approx(0.3, abs=0.05)


def test_one_class_alone_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="classes"):
        fit_together([{"cue": 1.0}] * 5, ["only"] * 5)


def test_the_models_of_status_are_weighed_against_each_other() -> None:
    cues = {model: {f"cue {model}": 1.0} for model in TOGETHER[:3]}
    every = [*[(m, cues[m]) for m in TOGETHER[:3] for _ in range(40)], *[("", {"vague": 1.0})] * 300]
    data = {"plan": {m: [(f, m == holds) for holds, f in every] for m in TOGETHER} | {"goals": []}}
    models = {m: fit_one(m, data) for m in TOGETHER}
    assert max(models, key=lambda m: models[m].score(cues[TOGETHER[1]])) == TOGETHER[1]
    # Rows of which nothing is known make no status less likely than another, and one without rows is never taken.
    told = shares({m: models[m] for m in TOGETHER[:3]}, {"vague": 1.0})
    assert max(told.values()) - min(told.values()) < 0.01
    assert models[TOGETHER[4]].score({"vague": 1.0}) == -30.0


def test_an_unknown_feature_counts_for_nothing() -> None:
    model = Linear(0.3, {"cue": 1.0})
    assert model.probability({"new": 5.0}) == model.probability({})


def test_weights_survive_writing() -> None:
    model = Linear(-0.25, {"b": 1.5, "a": -2.0}, 0.35)
    again = of(json.loads(json.dumps(model.to_json())))
    assert again == model


def test_a_prior_is_kept_where_data_are_few() -> None:
    few = [{"prior": 2.0}, {"prior": -2.0}] * 6
    model = fit(few, [f["prior"] > 0 for f in few], strength=0.05)
    plain = fit([{"x": f["prior"]} for f in few], [f["prior"] > 0 for f in few], strength=0.05)
    assert model.probability({"prior": 2.0}) > plain.probability({"x": 2.0}) + 0.1


def test_the_threshold_is_the_best_by_f1() -> None:
    scored = [(0.9, True), (0.8, True), (0.45, True), (0.44, False), (0.2, False), (0.1, False)]
    threshold = best_threshold([scored])
    assert 0.44 < threshold <= 0.45


def test_every_plan_has_one_voice_in_the_threshold() -> None:
    few = [(0.7, True), (0.6, False)]
    many = [(0.5, True), (0.3, False)] * 50
    assert 0.6 < best_threshold([few] * 5 + [many]) <= 0.7
    assert 0.3 < best_threshold([few * 5 + many]) <= 0.5


def test_a_confidence_says_how_often_it_is_right() -> None:
    draw = random.Random(5)
    # a model that is too sure of itself: of what it calls 0.9, six in ten are right
    scored = [(p, draw.random() < share) for p, share in ((0.9, 0.6), (0.1, 0.4)) for _ in range(3000)]
    model = Linear(0.0, {}, 0.5, *calibrate(scored))
    assert model.confidence(0.9) == pytest.approx(0.6, abs=0.03)
    assert model.confidence(0.1) == pytest.approx(0.4, abs=0.03)


def test_thresholds_are_set_on_documents_left_out() -> None:
    data = {}
    for n in range(6):
        features, labels = rows(120, seed=n)
        data[f"doc{n}"] = {"goals": list(zip(features, labels, strict=True))}
    model = fit_one("goals", data)
    assert 0.15 <= model.threshold <= 0.75
    assert model.probability({"cue": 1.0}) > model.threshold > model.probability({"other": 1.0})


def test_words_around_a_name_teach_only_if_several_documents_have_them() -> None:
    data = {}
    for n in range(6):
        features, labels = rows(60, seed=n)
        word = "ahead_word:often" if n < FEWEST_DOCUMENTS else "ahead_word:twice" if n < FEWEST_DOCUMENTS + 2 else "x"
        told = [f | ({word: 1.0} if label else {}) for f, label in zip(features, labels, strict=True)]
        data[f"doc{n}"] = {"initiatives": list(zip(told, labels, strict=True)), "goals": []}
    weights = fit_one("initiatives", data).weights
    assert weights["ahead_word:often"] > 0
    assert "ahead_word:twice" not in weights


def test_all_models_are_committed_and_say_what_made_them() -> None:
    models = committed()
    for name in Models.__dataclass_fields__:
        assert getattr(models, name).weights, name


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        load("nothing")


def test_a_thing_is_as_sure_as_its_surest_mention() -> None:
    mentions = []
    for thing in ("a", "a", "b"):
        row = MentionFeatures(cue=1.0)
        row.thing = thing
        mentions.append((row, thing == "a"))
    assert sorted(things(mentions, [(0.6, True), (0.8, True), (0.7, False)], 0.5)) == [(0.7, False), (0.8, True)]
    assert things(mentions, [(0.6, True), (0.8, True), (0.7, False)], 0.75) == [(0.8, True)]
    assert things([({"cue": 1.0}, True)], [(0.9, True)], 0.5) == []


def test_of_things_that_may_be_one_of_the_reference_the_surest_counts() -> None:
    mentions = []
    for thing, meant in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "")):
        row = MentionFeatures(cue=1.0)
        row.thing, row.meant = thing, meant
        mentions.append((row, bool(meant)))
    scores = [(0.6, True), (0.8, True), (0.7, True), (0.9, False)]
    assert things(mentions, scores, 0.5) == [(0.9, False), (0.8, True), (0.7, True)]
