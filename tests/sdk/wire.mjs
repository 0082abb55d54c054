// Stands between the SDK and the network inside a user's process, by way of the global `fetch` that the SDK's HTTP library calls. It changes
// no request: it counts them, holds them back below the server's rate limit, and notes answers that no client should ever get.

const perSecond = 9; // the server admits 10
const second = 1050;
const slots = new Map();
const real = globalThis.fetch;

export const wire = { paced: true, requests: 0, faults: [], last: null };

globalThis.fetch = async (input, init) => {
  const { method, url } = input instanceof Request ? input : { method: init?.method ?? 'GET', url: String(input) };
  const { pathname } = new URL(url);
  if (wire.paced) await turn(`${method} ${operation(pathname)}`);
  wire.requests += 1;
  const answer = await real(input, init);
  await inspect(answer.clone(), `${method} ${pathname}`);
  return answer;
};

/** A cautious guess at what the server counts together: the resource without its version and ids. */
function operation(pathname) {
  const [, , resource, part] = pathname.split('/').filter(Boolean);
  return resource === 'me' ? `me/${part}` : resource;
}

async function turn(key) {
  const taken = slots.get(key) ?? [];
  const slot = Math.max(Date.now(), (taken.at(-perSecond) ?? 0) + second);
  slots.set(key, [...taken.slice(-perSecond), slot]);
  const wait = slot - Date.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

async function inspect(answer, what) {
  wire.last = { what, status: answer.status, retryAfter: answer.headers.get('retry-after') };
  if (answer.ok) return;
  const text = await answer.text();
  if (answer.status >= 500) wire.faults.push(`${what} answered ${answer.status}: ${text.slice(0, 200)}`);
  if (!isEnvelope(text)) wire.faults.push(`${what} answered ${answer.status} without the error envelope: ${text.slice(0, 200)}`);
}

function isEnvelope(text) {
  try {
    const { status, code, message } = JSON.parse(text);
    return status === 'error' && Number.isInteger(code) && typeof message === 'string' && message !== '';
  } catch {
    return false;
  }
}
