// One simulated user: a process of its own, because the SDK keeps its client in a module-wide singleton. It does what run.mjs tells it over IPC
// ({ id, op, ...arguments }), answers { id, value } or { id, error: { code, message } }, and pushes every snapshot of an open live collection.
import { createRequire } from 'node:module';
import WebSocket from 'ws';
import { wire } from './wire.mjs';

const sockets = [];
globalThis.WebSocket = class extends WebSocket { // MQTT.js is bundled for browsers
  constructor(...given) {
    super(...given);
    sockets.push(this);
  }
};
const sdk = createRequire(import.meta.url)('@amityco/ts-sdk');
globalThis.window = browser(); // after the SDK was loaded, so that it keeps its device id but looks for no other tabs

const { url, apiKey } = JSON.parse(process.env.AMITY_SDK_USER);
const client = sdk.Client.createClient(apiKey, 'sg', { apiEndpoint: { http: url, mqtt: `${url.replace(/^http/, 'ws')}/mqtt` } });
client.http.defaults.adapter = 'fetch'; // with axios' adapter for Node the SDK fails on its own bookkeeping after each answer

const states = [];
const listeners = new Set();
const collections = new Map();
const modelOf = { getUser: 'user', getPost: 'post', getComment: 'comment', getCommunity: 'community', getFollowInfo: 'followInfo', getPoll: 'poll' };
const snags = [];
const heard = [];
sdk.Client.onSessionStateChange((state) => states.push(state));
client.emitter.on('*', (type, data) => { // every event of MQTT is told again here under its own name
  heard.push({ type, data, at: Date.now() });
  for (const check of [...listeners]) check();
});
process.on('unhandledRejection', (error) => snags.push(`unhandled rejection: ${error?.stack ?? error}`));
process.on('uncaughtException', (error) => snags.push(`uncaught exception: ${error?.stack ?? error}`));

const ops = {
  login: ({ params, config }) => sdk.Client.login(params, { sessionWillRenewAccessToken: (renewal) => renewal.renew() }, config),
  renew,
  call: ({ name, args }) => find(name)(...args),
  look,
  watch,
  next,
  close: ({ view }) => collections.get(view).stop(),
  burst,
  http: async ({ method, path, params, body }) => (await client.http.request({ method, url: path, params, data: body })).data,
  hasPermission: ({ permission, communityId }) => (communityId ? client.hasPermission(permission).community(communityId) : client.hasPermission(permission).currentUser()),
  client: ({ name, args }) => client[name](...args),
  connected: () => client.mqtt.connected,
  subscribe: ({ topic }) => new Promise((resolve, reject) => sdk.subscribeTopic(topic, (error) => (error ? reject(error) : resolve()))),
  hear,
  cut: () => sockets.filter((socket) => socket.protocol === 'mqtt' && socket.readyState === WebSocket.OPEN).map((socket) => socket.terminate()).length,
  session: () => ({ state: client.sessionState, states, userId: client.userId, token: client.token, user: sdk.Client.getActiveUser() }),
  state: ({ state }) => reached(state),
  cached: ({ key }) => sdk.pullFromCache(key)?.data,
  traffic: () => ({ requests: wire.requests, faults: wire.faults, snags, last: wire.last }),
};

process.on('message', async ({ id, op, ...given }) => {
  try {
    process.send({ id, value: await ops[op](given) });
  } catch (error) {
    process.send({ id, error: { code: error?.code, message: String(error?.message ?? error) } });
  }
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });

function find(name) {
  const [owner, what] = name.split(/\.(?=[^.]+$)/);
  const holder = what ? owner.split('.').reduce((at, key) => at[key], sdk) : sdk;
  const found = holder[what ?? owner];
  if (typeof found !== 'function') throw new Error(`the SDK has no ${name}`);
  return found;
}

/** The first event of this name that came after the given millisecond, or that comes. */
function hear({ type, since }) {
  const find = () => heard.find((event) => event.type === type && event.at > since);
  return new Promise((resolve) => {
    const check = () => {
      const event = find();
      if (!event) return;
      listeners.delete(check);
      resolve(event);
    };
    listeners.add(check);
    check();
  });
}

/** A live object's value as the server has it now: what the SDK still remembers of it is dropped first. */
function look({ name, args }) {
  const model = modelOf[name.split('.').at(-1)];
  sdk.dropFromCache([model, 'get', args[0]], true);
  return new Promise((resolve, reject) => {
    const stop = find(name)(...args, ({ data, error, loading }) => {
      if (loading) return;
      setTimeout(() => stop());
      if (error) reject(error); else resolve(data);
    });
  });
}

/** Opens a live collection; each snapshot goes to run.mjs, numbered. */
async function watch({ view, name, args }) {
  await quiet();
  const entry = { count: 0 };
  collections.set(view, entry);
  entry.stop = find(name)(...args, (snapshot) => {
    entry.latest = snapshot;
    entry.count += 1;
    const { data, hasNextPage, loading, error } = snapshot;
    process.send({ view, count: entry.count, data, hasNextPage, loading, error: error && { code: error.code, message: String(error.message ?? error) } });
  });
}

async function next({ view }) {
  await quiet();
  collections.get(view).latest.onNextPage();
}

/** The SDK fires local events of its own writes a little after it has returned; a page that loads must not be mixed up with them. */
async function quiet() {
  for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** The same call many times at once, faster than the rate limit allows. */
async function burst({ name, args, times }) {
  wire.paced = false;
  const begun = performance.now();
  const results = await Promise.allSettled(Array.from({ length: times }, () => find(name)(...args)));
  wire.paced = true;
  return {
    took: performance.now() - begun,
    served: results.filter((r) => r.status === 'fulfilled').length,
    codes: results.filter((r) => r.status === 'rejected').map((r) => r.reason.code ?? String(r.reason)),
  };
}

/** `renew()` of the SDK returns nothing, so the session's states tell when it is through. */
async function renew() {
  const from = states.length;
  sdk.Client.renewal().renew();
  await reached('established', from);
  return client.token;
}

function reached(state, from = 0) {
  if (states.indexOf(state, from) >= 0) return state;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { stop(); reject(new Error(`session state ${state} was not reached; seen: ${states.join(', ')}`)); }, 10_000);
    const stop = sdk.Client.onSessionStateChange((next) => {
      if (next !== state) return;
      clearTimeout(timer);
      stop();
      resolve(state);
    });
  });
}

function browser() {
  const kept = new Map();
  const localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, String(value)) };
  return { localStorage, addEventListener() {}, removeEventListener() {} };
}
