"""Bradley–Terry: strengths behind duels, by maximum likelihood. It imports numpy: load it only to compute."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competition.results.engine.ballots.pairs import Pairs

# Newton's steps double the right digits each time; more than a few dozen means that there is no maximum.
STEPS = 100
CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Strengths:
    """Log-strengths and their standard errors, in the order of the entries; the strengths sum to zero."""

    values: tuple[float, ...]
    errors: tuple[float, ...]


def strengths(pairs: Pairs, ridge: float = 0.0) -> Strengths:
    """Return θ that maximises Σ wᵢⱼ·log σ(θᵢ − θⱼ) − ridge·Σθᵢ², centred at zero, by Newton's method.

    Bradley and Terry, *Biometrika* 39 (1952); Hunter, *Ann. Statist.* 32 (2004). Without a ridge the maximum is
    finite only where `outside` is empty. Standard errors are those of the
    centred strengths, from the inverse of the information within the space of vectors that sum to zero.
    """
    wins = _matrix(pairs)
    met, centre = wins + wins.T, np.full(wins.shape, 1 / len(wins))
    theta = np.zeros(len(wins))
    for _ in range(STEPS):
        chance = _sigmoid(theta[:, None] - theta[None, :])
        slope = (wins - met * chance).sum(axis=1) - 2 * ridge * theta
        step = np.linalg.solve(_information(met * chance * (1 - chance), ridge) + centre, slope)
        theta = theta + _damped(wins, theta, step, ridge) * step
        theta -= theta.mean()
        if np.abs(step).max() < CLOSE:
            break
    chance = _sigmoid(theta[:, None] - theta[None, :])
    spread = np.linalg.inv(_information(met * chance * (1 - chance), ridge) + centre) - centre / (1 + 2 * ridge)
    errors = np.sqrt(np.maximum(np.diag(spread), 0))
    return Strengths(tuple(float(value) for value in theta), tuple(float(value) for value in errors))


def outside(pairs: Pairs) -> tuple[str, ...]:
    """Return the entries outside the largest group in which chains of wins lead from each to each; best: none.

    Ford's condition (*Amer. Math. Monthly* 64, 1957): however the entries are parted in two, each part has won
    against the other. If not, one part is infinitely stronger, and likelihood has no finite maximum.
    """
    reach = (_matrix(pairs) > 0) | np.eye(len(pairs.entries), dtype=bool)
    for _ in range(len(reach).bit_length()):
        reach = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
    both = reach & reach.T
    largest = both[both.sum(axis=1).argmax()]
    return tuple(entry for entry, inside in zip(pairs.entries, largest, strict=True) if not inside)


def _matrix(pairs: Pairs) -> np.ndarray:
    place = {entry: number for number, entry in enumerate(pairs.entries)}
    wins = np.zeros((len(place), len(place)))
    for (winner, loser), count in pairs.wins.items():
        wins[place[winner], place[loser]] = count
    return wins


def _sigmoid(difference: np.ndarray) -> np.ndarray:
    """Return 1 ∕ (1 + e⁻ˣ) without overflow: by the hyperbolic tangent of the half."""
    return np.asarray((1 + np.tanh(difference / 2)) / 2)


def _information(weights: np.ndarray, ridge: float) -> np.ndarray:
    """Return minus the second derivatives: the Laplacian of the weights, and the penalty's 2·ridge."""
    return np.asarray(np.diag(weights.sum(axis=1) + 2 * ridge) - weights)


def _damped(wins: np.ndarray, theta: np.ndarray, step: np.ndarray, ridge: float) -> float:
    """Return the first of 1, ½, ¼ … by which the step does not lower the likelihood; Newton may overshoot."""

    def height(at: np.ndarray) -> float:
        return float(-(wins * np.logaddexp(0, at[None, :] - at[:, None])).sum() - ridge * (at @ at))

    share, now = 1.0, height(theta)
    while height(theta + share * step) < now - CLOSE * abs(now) and share > CLOSE:
        share /= 2
    return share
