"""The deal of entries to jurors is fair, even, repeatable, and takes nothing away."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from competition.judging.engine import Deal, Pair, Pool, deal, linked_groups, place_in_order

ENTRIES = [f"e{number}" for number in range(24)]
JURORS = [f"j{number}" for number in range(8)]


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    entries = draw(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=24, unique=True))
    jurors = draw(st.lists(st.sampled_from(JURORS), min_size=1, max_size=8, unique=True))
    pairs = st.sets(st.tuples(st.sampled_from(entries), st.sampled_from(jurors)), max_size=20)
    barred = draw(pairs)
    kept = {(entry, juror) for entry, juror in draw(pairs) if (entry, juror) not in barred}
    return Pool(tuple(entries), tuple(jurors), frozenset(barred), frozenset(kept))


def all_pairs(pool: Pool, dealt: Deal) -> list[Pair]:
    return [*dealt.added, *pool.kept]


@given(pools(), st.integers(1, 5), st.text(max_size=4))
def test_nobody_judges_his_own_or_twice_and_what_stands_is_kept(pool: Pool, per_entry: int, seed: str) -> None:
    dealt = deal(pool, per_entry, seed)
    pairs = all_pairs(pool, dealt)
    assert [pair for pair in dealt.added if pair in pool.barred] == []
    assert len(pairs) == len(set(pairs))
    assert dealt.loads == {juror: sum(one == juror for _entry, one in pairs) for juror in sorted(pool.jurors)}


@given(pools(), st.integers(1, 5))
def test_each_entry_gets_its_jurors_or_all_who_may_and_the_gap_is_told(pool: Pool, per_entry: int) -> None:
    dealt = deal(pool, per_entry, "seed")
    for entry in pool.entries:
        has = [juror for one, juror in all_pairs(pool, dealt) if one == entry]
        stands = sum(one == entry for one, _juror in pool.kept)
        may = sum((entry, juror) not in pool.barred for juror in pool.jurors)
        assert len(has) == max(stands, min(per_entry, may))
        assert dealt.short.get(entry, 0) == max(0, per_entry - len(has))


@given(st.integers(1, 60), st.integers(1, 12), st.integers(1, 6), st.text(max_size=4))
def test_without_conflicts_loads_differ_by_one_at_most(entries: int, jurors: int, per_entry: int, seed: str) -> None:
    pool = Pool(tuple(f"e{n}" for n in range(entries)), tuple(f"j{n}" for n in range(jurors)))
    loads = deal(pool, per_entry, seed).loads.values()
    assert max(loads) - min(loads) <= 1


@given(pools(), st.integers(1, 4), st.integers(1, 4))
def test_later_entries_and_jurors_only_add(pool: Pool, first: int, then: int) -> None:
    before = deal(pool, first, "first")
    later = Pool((*pool.entries, "late"), (*pool.jurors, "new"), pool.barred, pool.kept | set(before.added))
    after = deal(later, max(first, then), "then")
    assert set(after.added).isdisjoint(before.added)
    assert sum(entry == "late" for entry, _juror in after.added) == min(max(first, then), len(later.jurors))


@st.composite
def small_pools(draw: st.DrawFn) -> Pool:
    entries, jurors = ("a", "b", "c", "d"), ("x", "y", "z")
    pairs = list(product(entries, jurors))
    barred = draw(st.sets(st.sampled_from(pairs), max_size=6))
    kept = draw(st.sets(st.sampled_from(pairs), max_size=4)) - barred
    return Pool(entries, jurors, frozenset(barred), frozenset(kept))


@settings(max_examples=60, deadline=None)
@given(small_pools(), st.integers(1, 2), st.integers(0, 99))
def test_loads_are_as_even_as_any_deal_could_make_them(pool: Pool, per_entry: int, seed: int) -> None:
    assert _unevenness(deal(pool, per_entry, str(seed)).loads) == min(_every_unevenness(pool, per_entry))


@given(pools(), st.dictionaries(st.sampled_from(JURORS), st.integers(0, 6)), st.integers(1, 4))
def test_nobody_gets_more_than_he_takes_and_as_much_is_dealt_as_can_be(
    pool: Pool, most: dict[str, int], per_entry: int
) -> None:
    pool = replace(pool, most=most)
    dealt = deal(pool, per_entry, "seed")
    stands = Counter(juror for _entry, juror in pool.kept)
    for juror, load in dealt.loads.items():
        assert load <= max(stands[juror], most.get(juror, load))
    assert len(dealt.added) == _greatest_flow(pool, per_entry)


def _greatest_flow(pool: Pool, per_entry: int) -> int:
    """Return how many pairs could be dealt at most: the greatest flow from entries to jurors."""
    entries, jurors = sorted(pool.entries), sorted(pool.jurors)
    source, sink = len(entries) + len(jurors), len(entries) + len(jurors) + 1
    room = [[0] * (sink + 1) for _ in range(sink + 1)]
    for at, entry in enumerate(entries):
        room[source][at] = max(0, per_entry - sum(one == entry for one, _juror in pool.kept))
        for to, juror in enumerate(jurors, len(entries)):
            room[at][to] = int((entry, juror) not in pool.barred | pool.kept)
    for to, juror in enumerate(jurors, len(entries)):
        stands = sum(one == juror for _entry, one in pool.kept)
        room[to][sink] = max(0, pool.most.get(juror, len(entries)) - stands)
    return int(maximum_flow(csr_array(room, dtype="int32"), source, sink).flow_value)


def test_too_few_hands_are_spread_so_that_no_entry_stays_without() -> None:
    dealt = deal(Pool(("a", "b", "c"), ("x", "y"), most={"x": 2, "y": 2}), 2, "seed")
    assert sorted(dealt.short.values()) == [1, 1]
    assert dealt.loads == {"x": 2, "y": 2}


def _every_unevenness(pool: Pool, per_entry: int) -> list[int]:
    """Return the sum of squared loads of every possible deal."""
    choices = []
    for entry in pool.entries:
        stands = {juror for one, juror in pool.kept if one == entry}
        free = [juror for juror in pool.jurors if juror not in stands and (entry, juror) not in pool.barred]
        choices.append(list(combinations(free, min(len(free), max(0, per_entry - len(stands))))))
    kept = [juror for _entry, juror in pool.kept]
    return [
        _unevenness({juror: [*kept, *(one for hand in hands for one in hand)].count(juror) for juror in pool.jurors})
        for hands in product(*choices)
    ]


def _unevenness(loads: dict[str, int]) -> int:
    return sum(load**2 for load in loads.values())


def test_the_same_seed_deals_the_same_and_another_one_differently() -> None:
    pool = Pool(tuple(ENTRIES), tuple(JURORS))
    turned = Pool(tuple(reversed(ENTRIES)), tuple(reversed(JURORS)))
    assert deal(pool, 3, "s").digest == deal(turned, 3, "s").digest
    assert deal(pool, 3, "s").digest != deal(pool, 3, "t").digest


def test_three_hundred_entries_are_dealt_among_thirty_jurors() -> None:
    entries, jurors = tuple(f"e{n}" for n in range(300)), tuple(f"j{n}" for n in range(30))
    barred = frozenset((f"e{n}", f"j{n % 7}") for n in range(300))
    dealt = deal(Pool(entries, jurors, barred), 5, "s")
    assert set(dealt.loads.values()) == {50}
    assert linked_groups(dealt.added) == 1


def test_groups_that_share_no_entry_are_counted() -> None:
    assert linked_groups([("a", "x"), ("b", "x"), ("c", "y")]) == 2
    assert linked_groups([]) == 0


def test_an_order_is_a_jurors_own_and_stays() -> None:
    orders = {tuple(sorted(ENTRIES, key=partial(place_in_order, "s", juror))) for juror in JURORS}
    assert len(orders) == len(JURORS)
    assert place_in_order("s", "j", "e") == place_in_order("s", "j", "e") < 2**31
