"""Results: stored scoring runs, decisions. `engine/` is pure mathematics."""
