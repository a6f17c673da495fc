// Passkeys: fetch a question from us, let the browser answer it, send the answer back, and go where we are told.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";

class Refused extends Error {}

async function send(url, token, body) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(content.message ?? "");
  return content;
}

/** The words in which a failure is told: ours from the server, else the part's own. */
function words(part, fault) {
  if (fault instanceof Refused && fault.message) return fault.message;
  return fault.name === "InvalidStateError" ? part.dataset.known : part.dataset.failed;
}

async function show({ question, answer, token }) {
  const optionsJSON = await send(question, token, {});
  return send(answer, token, await startAuthentication({ optionsJSON }));
}

async function make({ question, answer, token }, form) {
  const { name, current } = Object.fromEntries(new FormData(form));
  const optionsJSON = await send(question, token, { name, current });
  return send(answer, token, { name, answer: await startRegistration({ optionsJSON }) });
}

function prepare(part) {
  const form = part.closest("[data-passkey-form]");
  const button = part.querySelector("button");
  const fault = part.querySelector(".passkey-fault");
  const run = async () => {
    fault.hidden = true;
    button.disabled = true;
    try {
      const { next } = part.dataset.passkey === "make" ? await make(part.dataset, form) : await show(part.dataset);
      location.assign(next);
    } catch (error) {
      fault.textContent = words(part, error);
      fault.hidden = false;
      button.disabled = false;
    }
  };
  button.addEventListener("click", run);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  delete part.dataset.waiting;
}

if (browserSupportsWebAuthn()) document.querySelectorAll("[data-passkey]").forEach(prepare);
