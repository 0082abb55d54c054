// The driver's side of the simulated users: what scenarios hold in their hands.
import { fork } from 'node:child_process';
import assert from 'node:assert/strict';
import path from 'node:path';

const userFile = path.join(import.meta.dirname, 'user.mjs');
const patience = 15_000;

/** A refusal (or any error) as the SDK reported it inside a user's process. */
export class SdkError extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

/**
 * A user of the app. `sdk`, `look` and `watch` have the SDK's own shape: `ann.sdk.PostRepository.createPost({...})` calls the function,
 * `ann.look.PostRepository.getPost(id)` reads a live object once from the server, `ann.watch.PostRepository.getPosts({...})` opens a live collection.
 */
export class Person {
  #child;
  #pending = new Map();
  #views = new Map();
  #sequence = 0;

  constructor({ id, name, url, apiKey, tally, verbose }) {
    Object.assign(this, { id, name, tally });
    this.#child = fork(userFile, {
      env: { PATH: process.env.PATH, AMITY_SDK_USER: JSON.stringify({ url, apiKey }) },
      stdio: ['ignore', verbose ? 'inherit' : 'ignore', verbose ? 'inherit' : 'ignore', 'ipc'],
    });
    this.ready = new Promise((resolve) => this.#pending.set('ready', { resolve }));
    this.#child.on('message', (message) => this.#receive(message));
    this.#child.on('exit', (code, signal) => this.#gone(code ?? signal));
    this.sdk = sdkShape((name, args) => this.#ask('call', { name, args }));
    this.look = sdkShape((name, args) => this.#ask('look', { name, args }));
    this.watch = sdkShape((name, args) => this.#open(name, args));
  }

  login({ config = { disableRTE: true }, ...params } = {}) {
    return this.#ask('login', { params: { userId: this.id, displayName: this.name, ...params }, config });
  }

  renew() { return this.#ask('renew'); }

  /** Through the SDK's own transport, for what its public functions do not reach (page tokens backwards, wrong input). */
  http(method, path, { params, body } = {}) { return this.#ask('http', { method, path, params, body }); }

  burst(times, name, ...args) { return this.#ask('burst', { times, name, args }, times); }

  /** What the SDK says of a right, in a community or, without one, in the network. */
  may(permission, communityId) { return this.#ask('hasPermission', { permission, communityId }); }

  /** A function of the SDK's client itself. */
  client(name, ...args) { return this.#ask('client', { name, args }); }

  session() { return this.#ask('session', {}, 0); }

  connected() { return this.#ask('connected', {}, 0); }

  /** Subscribes by the SDK; refused with its own error where the server does not grant it. */
  subscribe(topic) { return this.#ask('subscribe', { topic }); }

  /** The first event of this name since the instant, as the SDK tells it to its own parts. */
  hears(type, since = 0) { return this.#ask('hear', { type, since }, 0); }

  /** Ends the connection of MQTT under the SDK, as a lost network does, and answers how many there were. */
  cut() { return this.#ask('cut', {}, 0); }

  reaches(state) { return this.#ask('state', { state }, 0); }

  cached(...key) { return this.#ask('cached', { key }, 0); }

  traffic() { return this.#ask('traffic', {}, 0); }

  async leave() {
    const { requests, faults, snags } = await this.traffic();
    this.tally.requests += requests;
    this.tally.faults.push(...faults.map((fault) => `${this.id}: ${fault}`));
    this.tally.snags.push(...snags.map((snag) => `${this.id}: ${snag}`));
    this.left = true;
    this.#child.disconnect();
  }

  async #open(name, args) {
    const view = ++this.#sequence;
    const collection = new LiveCollection(name, (op) => this.#ask(op, { view }));
    this.#views.set(view, collection);
    await this.#ask('watch', { view, name, args });
    await collection.settled(1);
    if (collection.error) throw new SdkError(collection.error);
    return collection;
  }

  #ask(op, given = {}, calls = 1) {
    this.tally.calls += calls;
    const id = ++this.#sequence;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    if (this.left) return Promise.reject(new Error(`${this.id}'s process has ended`));
    this.#child.send({ id, op, ...given });
    return within(patience, answer, () => `${this.id}: no answer to ${op} ${given.name ?? ''}`);
  }

  #receive(message) {
    if (message.view) return this.#views.get(message.view).receive(message);
    const waiting = this.#pending.get(message.ready ? 'ready' : message.id);
    this.#pending.delete(message.ready ? 'ready' : message.id);
    if (message.error) return waiting?.reject(new SdkError(message.error));
    return waiting?.resolve(message.value);
  }

  #gone(how) {
    if (!this.left) this.tally.snags.push(`${this.id}: the process ended by itself (${how})`);
    this.left = true;
    for (const { reject } of this.#pending.values()) reject?.(new Error(`${this.id}'s process ended (${how})`));
  }
}

/** The snapshots of one live collection, as the app's callback saw them. */
class LiveCollection {
  #latest = null;
  #waiting = new Set();

  constructor(name, ask) {
    this.name = name;
    this.ask = ask;
  }

  get items() { return this.#latest.data; }

  get hasNextPage() { return this.#latest.hasNextPage; }

  get error() { return this.#latest.error; }

  ids(key) { return this.items.map((item) => item[key]); }

  /** Loads the next page and returns when the collection has it. */
  async nextPage() {
    assert.equal(this.hasNextPage, true, `${this.name} has no next page`);
    const seen = this.#latest.count;
    await this.ask('next');
    await this.settled(seen + 2); // one snapshot says that it loads, the next one what came
    if (this.error) throw new SdkError(this.error);
  }

  /** Waits until a snapshot satisfies the condition, which a local event of the SDK may bring about. */
  until(condition, what) {
    return this.#wait(() => this.#latest && !this.#latest.loading && condition(this), () => `${this.name} never showed ${what}: ${JSON.stringify(this.#latest).slice(0, 400)}`);
  }

  settled(count) {
    return this.#wait(() => this.#latest?.count >= count && !this.#latest.loading, () => `${this.name} did not settle: ${JSON.stringify(this.#latest).slice(0, 400)}`);
  }

  close() { return this.ask('close'); }

  receive(snapshot) {
    this.#latest = snapshot;
    for (const check of [...this.#waiting]) check();
  }

  #wait(holds, complaint) {
    if (holds()) return Promise.resolve();
    let check;
    const held = new Promise((resolve) => {
      check = () => { if (holds()) resolve(); };
      this.#waiting.add(check);
    });
    return within(patience, held, complaint).finally(() => this.#waiting.delete(check));
  }
}

/** The users of one scenario; their ids carry the scenario and the run, so that nobody meets traces of others. */
export class Cast {
  #people = [];

  constructor(setting) { Object.assign(this, setting); }

  id(name) { return `${name}-${this.topic}-${this.run}`; }

  async person(name, { id = this.id(name), apiKey = this.apiKey } = {}) {
    const person = new Person({ id, name: capital(name), url: this.url, apiKey, tally: this.tally, verbose: this.verbose });
    this.#people.push(person);
    await within(patience, person.ready, () => `${id}'s process did not start`);
    return person;
  }

  /** Several users, each logged in, in the order of their names. */
  async login(...names) {
    const people = [];
    for (const name of names) people.push(await this.person(name));
    for (const person of people) assert.equal(await person.login(), true);
    return people;
  }

  /** A user for whom the app's own server vouches: only so do rights in the network count. */
  async vouched(name) {
    const person = await this.person(name);
    const { body } = await this.plain('GET', `/api/v3/authentication/token?userId=${encodeURIComponent(person.id)}`, { headers: { 'x-server-key': this.serverKey } });
    assert.equal(await person.login({ authToken: JSON.parse(body) }), true);
    return person;
  }

  /** One process that logs in as one user after the other, for crowds of whom nobody stays. */
  async crowd(ids, act) {
    const body = await this.person('crowd');
    for (const [id, displayName] of ids) {
      assert.equal(await body.login({ userId: id, displayName }), true);
      await act(body, id);
    }
    await body.leave();
  }

  /** A plain request, without the SDK: as an administrator, as an old token, as nobody. */
  async plain(method, path, { token, headers, body } = {}) {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  }

  get size() { return this.#people.length; }

  /** Those who came after the first so many go home. */
  async leave(stay = 0) {
    for (const person of this.#people.splice(stay)) if (!person.left) await person.leave().catch(() => {});
  }
}

function sdkShape(run, names = []) {
  return new Proxy(() => {}, {
    get: (_, name) => (name === 'then' || typeof name === 'symbol' ? undefined : sdkShape(run, [...names, name])),
    apply: (_, self, args) => run(names.join('.'), args),
  });
}

const capital = (name) => name[0].toUpperCase() + name.slice(1);

export function within(milliseconds, promise, complaint) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${complaint()} within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
