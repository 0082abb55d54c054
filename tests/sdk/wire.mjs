// Stands between the SDK and the network inside a user's process, by way of the global `fetch` that the SDK's HTTP library calls. It changes
// no request: it counts them, holds them back below the server's rate limit, and notes answers that no client should ever get.

const perSecond = 9; // the server admits 10
const second = 1050;
const lines = new Map();
const real = globalThis.fetch;

export const wire = { paced: true, requests: 0, faults: [], last: null };

globalThis.fetch = async (input, init) => {
  const { method, url } = input instanceof Request ? input : { method: init?.method ?? 'GET', url: String(input) };
  const { pathname } = new URL(url);
  const answered = wire.paced ? await turn(`${method} ${operation(pathname)}`) : () => {};
  wire.requests += 1;
  try {
    const answer = await real(input, init);
    await inspect(answer.clone(), `${method} ${pathname}`);
    return answer;
  } finally {
    answered();
  }
};

/**
 * A cautious guess at what the server counts together: the resource without its version and ids, and what belongs to a user (`followInfo`,
 * `followers` ...) by itself, whether it is asked for as one's own or as another's.
 */
function operation(pathname) {
  const [, , resource, ...rest] = pathname.split('/').filter(Boolean);
  if (resource === 'me') return rest[0];
  return resource === 'users' && rest.length > 1 ? rest[1] : resource;
}

/**
 * Waits until the call nine before this one has been answered for a second: counted from its answer, a slow network cannot push the two
 * into one second of the server. Gives what to call when this one is answered.
 */
async function turn(key) {
  const line = lines.get(key) ?? [];
  let answered;
  const rested = new Promise((resolve) => { answered = resolve; }).then(() => new Promise((resolve) => setTimeout(resolve, second).unref()));
  lines.set(key, [...line.slice(1 - perSecond), rested]);
  if (line.length === perSecond) await line[0];
  return answered;
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
