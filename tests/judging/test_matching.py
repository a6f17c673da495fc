"""Of all even deals the best is found: worst-off entry first, then the sum; linked, borrowed, repeatable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from competition.judging.engine import Pair, Pool, Wishes, deal, linked_groups
from competition.judging.engine.matching import match

ENTRIES = ("a", "b", "c", "d")
JURORS = ("x", "y", "z")
PAIRS = list(product(ENTRIES, JURORS))


def served(pairs: Iterable[Pair], fit: Mapping[Pair, int], entries: Iterable[str]) -> tuple[int, int]:
    """Return what the worst-off of the entries gets, and all together."""
    sums = Counter[str]()
    for pair in pairs:
        sums[pair[0]] += fit.get(pair, 0)
    return min((sums[entry] for entry in entries), default=0), sum(sums.values())


@st.composite
def rooms(draw: st.DrawFn) -> tuple[Pool, Wishes]:
    barred = draw(st.sets(st.sampled_from(PAIRS), max_size=5))
    kept = draw(st.sets(st.sampled_from(PAIRS), max_size=3)) - barred
    most = draw(st.dictionaries(st.sampled_from(JURORS), st.integers(0, 4), max_size=2))
    fit = draw(st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 4), min_size=1))
    wishes = Wishes(fit, frozenset(fit), leeway=draw(st.integers(0, 1)))
    return Pool(ENTRIES, JURORS, frozenset(barred), frozenset(kept), most), wishes


@given(rooms(), st.integers(1, 3), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_entries_keep_their_number_and_jurors_their_load(room: tuple[Pool, Wishes], per_entry: int, seed: int) -> None:
    pool, wishes = room
    even = deal(pool, per_entry, str(seed))
    best = match(pool, even, wishes, str(seed))
    assert Counter(entry for entry, _juror in best.added) == Counter(entry for entry, _juror in even.added)
    assert [pair for pair in best.added if pair in pool.barred | pool.kept] == []
    assert len(set(best.added)) == len(best.added)
    pairs = [*pool.kept, *best.added]
    assert best.loads == {juror: sum(one == juror for _entry, one in pairs) for juror in JURORS}
    for juror in JURORS:
        stands = sum(one == juror for _entry, one in pool.kept)
        assert abs(best.loads[juror] - even.loads[juror]) <= wishes.leeway
        assert best.loads[juror] <= max(stands, pool.most.get(juror, len(ENTRIES)))


@given(rooms(), st.integers(1, 2), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_no_deal_with_these_numbers_serves_the_worst_off_or_all_better(
    room: tuple[Pool, Wishes], per_entry: int, seed: int
) -> None:
    pool, wishes = room
    even = deal(pool, per_entry, str(seed))
    best = match(pool, even, wishes, str(seed))
    touched = sorted({entry for entry, _juror in even.added})
    every = [[*pool.kept, *other] for other in _others(pool, even.added, wishes.leeway)]
    linked = [pairs for pairs in every if linked_groups(pairs) == 1]
    assert served([*pool.kept, *best.added], wishes.fit, touched) == max(
        served(pairs, wishes.fit, touched) for pairs in linked or every
    )


def _others(pool: Pool, added: tuple[Pair, ...], leeway: int) -> list[tuple[Pair, ...]]:
    """Return every deal in which each entry gets as many jurors, and each juror as many entries, give or take."""
    needs, gets = Counter(entry for entry, _juror in added), Counter(juror for _entry, juror in added)
    stands = Counter(juror for _entry, juror in pool.kept)
    hands = []
    for entry, number in sorted(needs.items()):
        free = [juror for juror in JURORS if (entry, juror) not in pool.barred | pool.kept]
        hands.append([[(entry, juror) for juror in chosen] for chosen in combinations(free, number)])
    found = []
    for chosen in product(*hands):
        pairs = tuple(pair for hand in chosen for pair in hand)
        loads = Counter(juror for _entry, juror in pairs)
        if all(
            abs(loads[juror] - gets[juror]) <= leeway
            and loads[juror] <= max(gets[juror], pool.most.get(juror, len(ENTRIES)) - stands[juror])
            for juror in JURORS
        ):
            found.append(pairs)
    return found


def test_a_jury_of_two_halves_is_linked_where_it_can_be() -> None:
    """Two languages would make two juries whose marks could not be compared: one pair is crossed, not more."""
    pool = Pool(("a", "b", "c", "d"), ("x", "y", "z", "w"))
    fit = dict.fromkeys([*product("ab", "xy"), *product("cd", "zw")], 3)
    best = match(pool, deal(pool, 2, "s"), Wishes(fit), "s")
    assert linked_groups(best.added) == 1
    assert served(best.added, fit, ENTRIES)[1] == 3 * 8 - 2 * 3
    assert Counter(best.loads.values()) == {2: 4}


def test_what_cannot_be_linked_is_still_dealt_well() -> None:
    pool = Pool(("a", "b"), ("x", "y"))
    fit = {("a", "x"): 1, ("b", "y"): 1}
    best = match(pool, deal(pool, 1, "s"), Wishes(fit), "s")
    assert best.added == (("a", "x"), ("b", "y"))


def test_a_share_of_the_pairs_is_borrowed_from_other_panels() -> None:
    entries, jurors = tuple(f"e{n:02}" for n in range(20)), tuple(f"j{n}" for n in range(10))
    own = frozenset((entry, juror) for entry in entries for juror in jurors if (entry < "e10") == (juror < "j5"))
    wishes = Wishes(dict.fromkeys(own, 2), own, borrowed=0.25)
    pool = Pool(entries, jurors)
    best = match(pool, deal(pool, 2, "s"), wishes, "s")
    assert sum(pair not in own for pair in best.added) == 10


def test_the_same_seed_matches_the_same_and_another_one_differently() -> None:
    entries, jurors = tuple(f"e{n:02}" for n in range(30)), tuple(f"j{n}" for n in range(6))
    fit = {pair: 1 for n, pair in enumerate(product(entries, jurors)) if n % 3 == 0}
    pool = Pool(entries, jurors)
    first, again, other = (match(pool, deal(pool, 2, "s"), Wishes(fit), seed).digest for seed in ("s", "s", "t"))
    assert first == again != other


def test_a_large_room_chooses_among_the_best_few() -> None:
    """400 × 30 pairs are more than `MOST_PAIRS`: all entries still get a juror who fits, at an even load."""
    entries, jurors = tuple(f"e{n:03}" for n in range(400)), tuple(f"j{n:02}" for n in range(30))
    fit = {(entry, juror): 2 for at, entry in enumerate(entries) for n, juror in enumerate(jurors) if at % 5 == n % 5}
    pool = Pool(entries, jurors)
    best = match(pool, deal(pool, 3, "s"), Wishes(fit), "s")
    assert served(best.added, fit, entries)[0] >= 4
    assert set(best.loads.values()) == {40}
    assert linked_groups(best.added) == 1
