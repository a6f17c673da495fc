// Where the files of a question stand that are not being sent: as the server says it, drawn in their rows.

const UNSETTLED = new Set(["landed", "verified", "scanned"]);

export const isUnsettled = (field) => [...field.rows.values()].some((row) => UNSETTLED.has(row.facts.state));

/** Draws what the server says, but leaves what is being sent to its own telling. */
export function update(field, all) {
  for (const facts of all) {
    const row = field.rows.get(facts.id);
    const isDrawn = row && row.facts.state === facts.state && !row.facts.thumbnail === !facts.thumbnail;
    if (!row || field.files.has(facts.id) || isDrawn) continue;
    row.show(facts);
    field.settle(row);
  }
}

/** Draws how far files are that are not being sent; returns the states that are new. */
export function stand(field, states) {
  const moved = [...field.rows.values()].filter(
    ({ id, facts }) => !field.files.has(id) && states[id] && states[id].state !== facts.state,
  );
  for (const row of moved) {
    row.show({ ...row.facts, ...states[row.id] });
    field.settle(row);
  }
  return moved.map(({ facts }) => facts.state);
}
