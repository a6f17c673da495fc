// What could not be saved stays on this device, under the address it was meant for, until the server has it.

const key = (url) => `facet:kept:${url}`;

/** Keeps the answers of a form: `{version, values: [[name, text], …], at}`. A full or forbidden store keeps nothing. */
export function keep(url, version, values) {
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
