// Words that the server does not have yet, in this browser's own database: by person, address and tab, from the first
// letter until they are acknowledged. A killed browser keeps them; who signs out takes them along.

const DATABASE = "facet";
const STORE = "kept";
let opening;
let isOver = false;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
  return opening;
}

/** Resolves once the change is on the disk, or with what was read. Where storage is forbidden or full, it rejects. */
async function act(mode, work) {
  const transaction = (await database()).transaction(STORE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const all = () => act("readonly", (store) => store.getAll()).catch(() => []);
const keyOf = ({ person, url, tab }) => [person, url, tab].join(" ");

/** Keeps `{person, url, tab, version, values, base, unanswered}`; tells whether it is kept. */
export async function keep(record) {
  if (isOver) return false;
  const kept = { ...record, key: keyOf(record), at: Date.now() };
  return act("readwrite", (store) => store.put(kept)).then(
    () => true,
    () => false,
  );
}

export const forget = (record) => act("readwrite", (store) => store.delete(keyOf(record))).catch(() => {});

/** What is kept of a form, the newest first. */
export async function keptOf({ person, url }) {
  const found = (await all()).filter((record) => record.person === person && record.url === url);
  return found.sort((one, other) => other.at - one.at);
}

/** How many texts of a person this browser holds that the server has not acknowledged. */
export async function unsent(person) {
  return new Set((await all()).filter((record) => record.person === person).map(({ url }) => url)).size;
}

/** Nothing of a person stays on a device that others use, and a save that is refused on the way keeps nothing anew. */
export async function forgetAll(person) {
  isOver = true;
  for (const record of (await all()).filter((one) => one.person === person)) await forget(record);
}
