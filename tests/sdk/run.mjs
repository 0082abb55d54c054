#!/usr/bin/env node
// The official SDK against the real server: one line per claim, at the end `N passed, N failed`.
//
//   node run.mjs [--bin amity.dll|amity] [--only posts,feeds] [--contract DIR] [--verbose]
//   node run.mjs --url http://host:port --api-key KEY [--server-key KEY] [--admin-token TOKEN]
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startHost, startProxy } from './host.mjs';
import { Cast, within } from './people.mjs';

const { values: given } = parseArgs({
  options: {
    bin: { type: 'string' },
    url: { type: 'string' },
    'api-key': { type: 'string' },
    'server-key': { type: 'string' },
    'admin-token': { type: 'string' },
    only: { type: 'string' },
    contract: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const topics = [
  'sessions', 'users', 'follows', 'settings', 'roles', 'categories', 'communities', 'members', 'posts', 'review', 'pins', 'comments', 'reactions', 'flags', 'polls', 'lists',
  'moderation', 'blocks', 'bans', 'deletion', 'feeds', 'paging', 'refusals', 'networks', 'realtime', 'live',
];
const claimTime = 60_000;
const tally = { passed: 0, failed: 0, calls: 0, requests: 0, faults: [], snags: [], figures: [] };

if (!fs.existsSync(path.join(import.meta.dirname, 'node_modules', '@amityco', 'ts-sdk'))) throw new Error('the SDK is not installed: npm ci');
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const host = given.url ? outside(given) : await startHost(given.bin);
const proxy = given.contract ? await startProxy(given.contract, host.url) : null;
const setting = {
  url: proxy?.url ?? host.url,
  apiKey: host.apiKey,
  serverKey: host.serverKey,
  adminToken: host.adminToken(),
  restart: host.restart,
  run: Date.now().toString(36).slice(-5),
  tally,
  verbose: given.verbose,
};

for (const topic of given.only?.split(',') ?? topics) await play(topic);
await judge('no answer was a server error, and every refusal came in the error envelope', () => none(tally.faults));
await judge('no process of the SDK met an unhandled rejection or ended by itself', () => none(tally.snags));
if (proxy) for (const line of await proxy.stop()) console.log(`contract: ${line}`);
if (!given.url) await judge('the server stops when it is told to', stopped);

for (const figure of tally.figures) console.log(figure);
console.log(`${tally.calls} calls of the SDK, ${tally.requests} requests`);
if (tally.failed && host.log) console.log(`the server's log: ${host.log}`);
else host.forget?.();
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed ? 1 : 0);

async function play(topic) {
  const { setup, claims } = await import(`./scenarios/${topic}.mjs`);
  const cast = new Cast({ ...setting, topic });
  console.log(`\n${topic}`);
  let stage;
  let broken;
  try {
    stage = await setup(cast);
  } catch (error) {
    broken = error;
    console.log(`  the scene could not be set: ${error.stack}`);
  }
  const staying = cast.size;
  for (const { name, check } of claims) {
    await judge(name, () => {
      if (broken) throw new Error('the scene could not be set');
      return check({ cast, ...stage });
    });
    await cast.leave(staying);
  }
  await cast.leave();
}

async function judge(name, check) {
  const begun = performance.now();
  try {
    await within(claimTime, Promise.resolve().then(check), () => 'not through');
    tally.passed += 1;
    console.log(`  ok      ${name}${given.verbose ? ` (${Math.round(performance.now() - begun)} ms)` : ''}`);
  } catch (error) {
    tally.failed += 1;
    const [, at] = error.stack?.match(/(scenarios\/\S+?\.mjs:\d+)/) ?? [];
    console.log(`  FAILED  ${name}\n          ${String(error.message).trimEnd().replaceAll('\n', '\n          ')}${at ? `\n          at ${at}` : ''}`);
  }
}

async function stopped() {
  const { code, signal } = await host.stop();
  if (code !== 0) throw new Error(code === undefined ? 'still running long after SIGTERM' : `ended with ${code ?? signal}`);
}

function none(list) {
  if (list.length) throw new Error([...new Set(list)].slice(0, 20).join('\n'));
}

function outside({ url, 'api-key': apiKey, 'server-key': serverKey, 'admin-token': adminToken }) {
  if (!apiKey) throw new Error('--url needs --api-key');
  return { url: url.replace(/\/$/, ''), apiKey, serverKey, adminToken: () => adminToken };
}
