// One browser's tabs: each has a name that outlives a reload, knows which others are alive, and hears what they save.

const CHANNEL = "facet";
const lockOf = (tab) => `facet:tab:${tab}`;
let naming;

/** Holds a name for as long as this tab lives; a tab that was made as another one's copy takes a new one. */
function hold(tab) {
  return new Promise((resolve) => {
    navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    });
  });
}

async function name() {
  let tab = crypto.randomUUID?.() ?? String(Math.random());
  try {
    const before = sessionStorage.getItem("facet:tab");
    if (!navigator.locks) tab = before ?? tab;
    else if (before && (await hold(before))) return before;
    else await hold(tab);
    sessionStorage.setItem("facet:tab", tab);
  } catch {
    // Where storage is forbidden a tab has a new name with each page.
  }
  return tab;
}

export const thisTab = () => (naming ??= name());

/** The names of the tabs that are open; what another one left behind belongs to whoever comes next. */
export async function openTabs() {
  const { held = [] } = (await navigator.locks?.query?.()) ?? {};
  return new Set(held.filter((lock) => lock.name.startsWith(lockOf(""))).map((lock) => lock.name.slice(lockOf("").length)));
}

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

export const tell = (message) => channel?.postMessage(message);
export const hear = (act) => channel?.addEventListener("message", ({ data }) => act(data));
