"""Which initiatives are like each other, in what order, and what does not matter to that."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.similar.alike import Compared, compare
from graph_api.similar.features import measure
from graph_api.similar.initiatives import Initiative
from graph_api.similar.model import load
from graph_api.similar.neighbours import among_best, candidates
from graph_api.similar.reasons import shared
from tests.graph_api.similar.listed import ALL, FALLS, NAMESAKE, PRESCRIBED, SOCIAL, TWIN


def scores(compared: Compared) -> dict[frozenset[str], float]:
    ids = [one.id for one in compared.described.initiatives]
    pairs = zip(compared.i, compared.j, compared.scores, strict=True)
    return {frozenset((ids[a], ids[b])): float(score) for a, b, score in pairs}


def test_twins_in_other_words_score_high_and_namesakes_low() -> None:
    found = scores(compare(ALL, None))
    threshold = load(False).threshold
    assert found[frozenset("ab")] >= threshold > found[frozenset("ac")]


def test_one_approach_under_two_names_is_found() -> None:
    found = scores(compare(ALL, None))
    assert found[frozenset("de")] == max(score for pair, score in found.items() if "d" in pair)


def test_the_best_come_first_and_those_alike_before_all_others() -> None:
    compared = compare(ALL, None)
    assert list(compared.scores) == sorted(compared.scores, reverse=True)
    assert all(score >= load(False).threshold for score in compared.scores[: compared.alike])
    assert all(score < load(False).threshold for score in compared.scores[compared.alike :])


def test_pairs_are_of_other_regions_and_never_of_one_that_holds_the_other() -> None:
    within = replace(TWIN, id="w", region="Veenrand-Noord", around=frozenset({"Veenrand"}))
    same = replace(TWIN, id="s", region="Veenrand")
    found = scores(compare([FALLS, within, same, NAMESAKE], None))
    assert {pair for pair in found if "a" in pair} == {frozenset("ac")}
    assert frozenset("ws") not in found


def test_the_order_of_the_list_does_not_matter() -> None:
    mixed = list(ALL)
    random.Random(4).shuffle(mixed)
    forward, back = scores(compare(ALL, None)), scores(compare(mixed, None))
    assert forward.keys() == back.keys()
    assert all(abs(forward[pair] - back[pair]) <= 0.001 for pair in forward)


def test_nothing_and_one_initiative_give_no_pairs() -> None:
    assert len(compare([], None).i) == 0
    assert len(compare([FALLS], None).i) == 0


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.builds(
            Initiative,
            id=st.uuids().map(str),
            names=st.lists(st.text(max_size=30), min_size=1, max_size=3).map(tuple),
            text=st.text(max_size=60),
            region=st.sampled_from(["A", "B", "C"]),
            themes=st.lists(st.sampled_from(["ouderen", "jeugd"]), unique=True).map(tuple),
        ),
        max_size=6,
        unique_by=lambda one: one.id,
    )
)
def test_whatever_the_names_features_and_scores_are_from_0_to_1(initiatives: list[Initiative]) -> None:
    compared = compare(initiatives, None)
    assert ((compared.scores >= 0) & (compared.scores <= 1)).all()
    for values in measure(compared.described, compared.i, compared.j).values():
        assert ((values >= -1e-6) & (values <= 1 + 1e-5)).all()


def test_what_two_share_is_named() -> None:
    compared = compare(ALL, None)
    places = {one.id: place for place, one in enumerate(compared.described.initiatives)}
    both, approach = shared(
        compared.described,
        np.array([places["a"], places["d"]]),
        np.array([places["b"], places["e"]]),
    )
    assert both.themes == ("valpreventie", "ouderen")
    assert both.groups == ("ouderen",)
    assert both.organisations == ("sportbedrijf de dijk",)
    assert {"stevig", "valtraining"} & set(both.words)
    assert both.meaning is None
    assert approach.approaches == ("welzijn-op-recept",)
    assert approach.approach == 1


def varied(number: int) -> list[Initiative]:
    """Initiatives of many regions, each a little different from one of the list."""
    chance = random.Random(number)
    words = (
        "wijk",
        "dorp",
        "stad",
        "samen",
        "jong",
        "oud",
        "digitaal",
        "thuis",
        "buurt",
        "nieuw",
        "regionaal",
        "lokaal",
    )
    return [
        replace(
            one := ALL[place % len(ALL)],
            id=str(place),
            names=(" ".join([*one.name.split(), *chance.sample(words, 2)]),),
            region=f"regio {place % 12}",
        )
        for place in range(number)
    ]


def test_a_blocked_search_finds_what_a_full_one_finds() -> None:
    listed = varied(150)
    full, blocked = compare(listed, None), compare(listed, None, all_pairs=0)
    best = {pair for pair, score in scores(full).items() if score >= load(False).threshold}
    found = {pair for pair, score in scores(blocked).items() if score >= load(False).threshold}
    assert found <= best
    i, _ = candidates(full.described, all_pairs=0)
    assert len(i) < len(candidates(full.described)[0]) / 1.5
    assert {pair: scores(blocked)[pair] for pair in found} == {pair: scores(full)[pair] for pair in found}


def test_among_best_keeps_the_best_of_either_side() -> None:
    left, right = np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2])
    keep = among_best(left, right, np.array([0.9, 0.8, 0.1, 0.2]), 1)
    assert keep.tolist() == [True, True, True, False]  # 3 has no other pair than the third


def test_an_approach_said_by_the_graph_counts_though_no_name_tells() -> None:
    one = replace(PRESCRIBED, names=("Praatje bij de dokter",), approaches=frozenset({"welzijn-op-recept"}))
    told, untold = (
        scores(compare([one, SOCIAL, *ALL[5:]], None)),
        scores(compare([replace(one, approaches=frozenset()), SOCIAL, *ALL[5:]], None)),
    )
    assert told[frozenset("de")] > untold[frozenset("de")]
