// Talks to our own server about files. A fault of the way is tried again; a refusal comes back with its sentence.

export const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Resolves at once, or when the browser says that it is back online. */
export const online = () =>
  navigator.onLine ? Promise.resolve() : new Promise((resolve) => addEventListener("online", resolve, { once: true }));

export class Refused extends Error {
  constructor(status, body) {
    super(body?.message ?? `status ${status}`);
    Object.assign(this, { name: "Refused", status, body, code: body?.code, said: body?.message });
  }
}

export const mayHelpAgain = (status) => status >= 500 || status === 429 || status === 408;

export class Server {
  constructor(addresses, token) {
    Object.assign(this, { addresses, token });
  }

  /** Asks until there is an answer: `tries` times, or for ever. */
  async ask(method, address, body, { tries = 6 } = {}) {
    for (let attempt = 1, wait = FIRST_WAIT; ; attempt += 1, wait = Math.min(2 * wait, LONGEST_WAIT)) {
      await online();
      const answer = await this.once(method, address, body);
      if (answer.ok) return answer.body;
      if (!mayHelpAgain(answer.status) || attempt >= tries) throw new Refused(answer.status, answer.body);
      await pause(wait);
    }
  }

  async once(method, address, body) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    if (body) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
      return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => null) };
    } catch {
      return { ok: false, status: 503, body: null };
    }
  }

  of(name, id) {
    return this.addresses[name].replace("FILE-ID", id);
  }

  /** Takes files on; resolves to a line for each: its facts, or why it is not taken. */
  open = (field, files) => this.linesOf(() => this.ask("POST", this.addresses.open, { field_id: field, files }));

  /** Resolves to the lines of an answer, also of one that refuses every line. */
  async linesOf(ask) {
    try {
      return (await ask()).files;
    } catch (error) {
      if (!error.body?.files) throw error;
      return error.body.files;
    }
  }

  /** Nothing is lost while signing fails, so this goes on for as long as the page is open. */
  sign = (id, wanted) => this.ask("POST", this.of("sign", id), wanted, { tries: Infinity });

  /** An acknowledged upload must not be lost on its last step, so this one never gives up; resolves to a line for each. */
  finished = (files) => this.linesOf(() => this.ask("POST", this.addresses.finished, { files }, { tries: Infinity }));

  /** Tells the SHA-256 of files on their way; resolves to a line for each. */
  declared = (files) => this.linesOf(() => this.ask("POST", this.addresses.declared, { files }, { tries: Infinity }));

  remove = (id) => this.ask("POST", this.of("remove", id), {});

  order = (field, files) => this.ask("POST", this.addresses.order, { field_id: field, files });

  states = () => this.ask("GET", this.addresses.states, undefined, { tries: 1 });

  files = () => this.ask("GET", this.addresses.files, undefined, { tries: 1 });
}
