"""Names of regions, regions alike, what changed in an update, and what is kept with a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coast import atlas, iri, kept, known, made

from graph_api.compare import precomputed
from graph_api.compare.alike import Profiles, alike
from graph_api.compare.changes import changes
from graph_api.compare.known import EmptyGraphError, NotKnownError
from graph_api.compare.loaded import loaded
from graph_api.compare.overview import overview
from graph_api.compare.vocabulary import Vocabulary
from graph_api.store import EmbeddedStore, Snapshot


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """A store with the plans of Kust and Duin and the update of Kust."""
    return made(tmp_path_factory.mktemp("coast") / "store", "kust", "duin", "later")


@pytest.fixture(scope="module")
def snapshot(store: EmbeddedStore) -> Iterator[Snapshot]:
    """Its version."""
    with store.read() as opened:
        yield opened


@pytest.mark.parametrize("asked", ["kust", "KUST", "De Kust", iri("region/kust"), " kust "])
def test_a_region_is_known_by_key_iri_and_names(snapshot: Snapshot, asked: str) -> None:
    assert known(snapshot).region(asked) == iri("region/kust")


def test_themes_and_approaches_are_known_by_their_names(snapshot: Snapshot) -> None:
    names = known(snapshot)
    assert names.theme("Valpreventie").endswith("/theme/valpreventie")
    assert names.approach("Welzijn op Recept") == iri("approach/welzijn-op-recept")


def test_what_is_not_known_is_said_with_the_nearest_names(snapshot: Snapshot) -> None:
    with pytest.raises(NotKnownError, match=r"no region is called 'Kusst'\. Nearest: Kust \(kust\)"):
        known(snapshot).region("Kusst")
    with pytest.raises(NotKnownError, match="valpreventie"):
        known(snapshot).theme("valprevensie")


def test_a_graph_without_plans_says_how_to_build_one(tmp_path: Path) -> None:
    with made(tmp_path / "store").read() as empty, pytest.raises(EmptyGraphError, match="regiograaf build"):
        loaded(empty)


def test_regions_are_listed_that_were_read_or_all(snapshot: Snapshot) -> None:
    assert [one.key for one in overview(atlas(snapshot), "1").regions] == ["duin", "kust", "noord"]
    assert "stil" in {one.key for one in overview(atlas(snapshot), "1", everything=True).regions}
    (kust,) = [one for one in overview(atlas(snapshot), "1").regions if one.key == "kust"]
    assert [plan.key for plan in kust.plans] == ["kust", "later"]
    assert (kust.goals, kust.initiatives) == (3, 4)


def test_regions_are_alike_in_themes_goals_and_initiatives_with_what_that_rests_on(snapshot: Snapshot) -> None:
    found = alike(Profiles(atlas(snapshot)), iri("region/kust"), "1")
    (duin,) = found.like  # Noord is a part of Kust
    assert duin.region.key == "duin"
    assert duin.goals == pytest.approx(1 / 2), "one of the two goals of Duin"
    assert duin.initiatives == pytest.approx((1 + 1) / 2), "the one initiative of Duin, and the one approach"
    assert duin.score == pytest.approx(0.5 * duin.themes + 0.25 * duin.goals + 0.25 * duin.initiatives, abs=1e-3)
    assert {reason.kind for reason in duin.because} == {"theme", "goal", "initiative", "approach"}
    assert sum(reason.weight for reason in duin.because if reason.kind == "theme") == pytest.approx(
        duin.themes, abs=0.01
    )


def test_being_alike_is_mutual(snapshot: Snapshot) -> None:
    regions = Profiles(atlas(snapshot))
    (there,) = alike(regions, iri("region/noord"), "1").like
    (back,) = [like for like in alike(regions, iri("region/duin"), "1").like if like.region.key == "noord"]
    assert (there.score, there.themes, there.goals, there.initiatives) == (
        back.score,
        back.themes,
        back.goals,
        back.initiatives,
    )


def test_an_update_keeps_changes_adds_and_drops_nothing(snapshot: Snapshot) -> None:
    (pair,) = changes(atlas(snapshot), iri("region/kust"), snapshot.source, "1").pairs
    assert (pair.plan.key, pair.update.key, pair.stated) == ("kust", "later", True)
    told = {(one.before or one.after or "").removeprefix(iri("")): one for one in pair.changes}
    assert [(one.what, one.before, one.after) for one in told["goal/kust/1"].changed] == [("year", "2026", "2028")]
    assert [(one.what, one.before, one.after) for one in told["initiative/kust/val"].changed] == [
        ("status", "existing", "toScaleUp")
    ]
    assert told["initiative/later/bus"].change == "new"
    assert told["initiative/kust/wor"].change == "mentioned", "the update's text names it"
    assert told["goal/kust/2"].change == "not-mentioned"
    assert pair.numbers == {"changed": 2, "new": 1, "kept": 0, "mentioned": 1, "not-mentioned": 1}


def test_a_region_with_one_plan_has_no_changes(snapshot: Snapshot) -> None:
    assert changes(atlas(snapshot), iri("region/duin"), snapshot.source, "1").pairs == []


def test_a_version_that_was_published_without_it_is_answered_alike(tmp_path: Path, snapshot: Snapshot) -> None:
    with made(tmp_path / "store", "kust", "duin", "later", kept=False).read() as without:
        assert without.file(precomputed.FILE) is None
        assert precomputed.precomputed(without) == kept(snapshot)


def test_what_other_software_kept_is_made_anew(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text('{"format": 0}')
    assert precomputed.read(path) is None
    assert precomputed.read(None) is None
    precomputed.write(kept(snapshot), path)
    assert precomputed.read(path) == kept(snapshot)


def test_a_text_that_did_not_change_is_not_searched_again(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    places = Vocabulary.places

    def watched(self: Vocabulary, text: str) -> object:
        searched.append(text)
        return places(self, text)

    monkeypatch.setattr(Vocabulary, "places", watched)
    whole = precomputed.precompute(snapshot.rows, snapshot.source)
    assert len(searched) == 3
    places_of_two = {sha: found for sha, found in whole.places.items() if sha != "d1"}
    object.__setattr__(whole, "places", places_of_two)
    searched.clear()
    assert precomputed.precompute(snapshot.rows, snapshot.source, earlier=whole) == kept(snapshot)
    assert len(searched) == 1


def test_a_build_keeps_it_and_the_next_takes_it_over(example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        found = precomputed.read(snapshot.file(precomputed.FILE))
        assert found is not None
        assert found == precomputed.precompute(snapshot.rows, snapshot.source)
        assert precomputed.earlier(example_store) == found
    assert len(found.places) == len(found.facts.plans) == 3


def test_what_an_atlas_remembers_does_not_grow_without_end(snapshot: Snapshot) -> None:
    regions = atlas(snapshot)
    made_of: list[int] = []

    def make(number: int) -> list[int]:
        made_of.append(number)
        return [number] * 4_000

    for number in (1, 2, 1, 3, 1, 2):
        assert regions.remembered(number, lambda number=number: make(number))[0] == number  # type: ignore[misc]
    assert made_of == [1, 2, 3, 2], "the third pushed out the second, which was asked for longest ago"
