// What could not be saved stays on this device, under the address it was meant for, until the server has it.

const PREFIX = "facet:kept:";
const key = (url) => `${PREFIX}${url}`;
let isOver = false;

/** Keeps the answers of a form: `{version, values: [[name, text], …], at}`. A full or forbidden store keeps nothing. */
export function keep(url, version, values) {
  if (isOver) return false;
  try {
    localStorage.setItem(key(url), JSON.stringify({ version, values, at: new Date().toISOString() }));
    return true;
  } catch {
    return false;
  }
}

export function kept(url) {
  try {
    return JSON.parse(localStorage.getItem(key(url)) ?? "null");
  } catch {
    return null;
  }
}

export function forget(url) {
  try {
    localStorage.removeItem(key(url));
  } catch {
    // Nothing was kept where storage is forbidden.
  }
}

/** Who signs out leaves nothing behind on a device that others use; a save that is refused on the way keeps nothing anew. */
export function forgetAtSignOut(root) {
  for (const form of root.querySelectorAll('form[action$="/sign-out"]')) form.addEventListener("submit", forgetAll);
}

function forgetAll() {
  isOver = true;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch {
    // Nothing was kept where storage is forbidden.
  }
}
