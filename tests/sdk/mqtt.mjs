#!/usr/bin/env node
// MQTT.js, the client that the official SDK is built on, over WebSocket against the broker alone: one line per claim, at the end `N passed, N failed`.
//
//   node mqtt.mjs
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import mqtt from 'mqtt';
import WebSocket from 'ws';

const repository = path.join(import.meta.dirname, '..', '..');
const patience = 15_000;
const tally = { passed: 0, failed: 0 };
const open = [];
let names = 0;

const broker = await start();
console.log('MQTT.js over WebSocket');

await judge('the subprotocol mqtt is chosen', async () => {
  const socket = new WebSocket(broker.url, ['chat', 'mqtt']);
  await within(new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; }));
  assert.equal(socket.protocol, 'mqtt');
  socket.close();
});

for (const qos of [0, 1, 2]) {
  await judge(`messages of quality ${qos} arrive in their order`, async () => {
    const [reader, writer, topic] = [await connect(), await connect(), name('topic')];
    assert.equal(await subscribe(reader, topic, qos), qos);
    const heard = listen(reader, 100);
    const texts = Array.from({ length: 100 }, (_, at) => `${at}`);
    await Promise.all(texts.map((text) => publish(writer, topic, text, { qos })));
    assert.deepEqual((await heard).map((one) => one.text), texts);
    assert.ok((await heard).every((one) => one.qos === qos));
  });
}

await judge('wildcards match one level, or all below', async () => {
  const [client, root] = [await connect(), name('root')];
  await subscribe(client, `${root}/+/post/+`);
  await subscribe(client, `${root}/c/#`);
  const heard = listen(client, 3);
  for (const topic of ['c', 'a/post/1', 'a/post/1/comment/2', 'b', 'c/d/e']) await publish(client, `${root}/${topic}`, topic);
  assert.deepEqual((await heard).map((one) => one.text), ['c', 'a/post/1', 'c/d/e']);
});

await judge('a client that was cut off gets what it missed, and subscribes to nothing again', async () => {
  const [clientId, topic, writer] = [name('mqttjs_web#1_u_0'), name('topic'), await connect()];
  const client = await connect({ clientId, clean: false, reconnectPeriod: 300, resubscribe: false });
  await subscribe(client, topic, 1);
  const closed = once(client, 'close');
  client.stream.destroy();
  await closed;
  for (const text of ['1', '2', '3']) await publish(writer, topic, text, { qos: 1 });
  const heard = listen(client, 4);
  const greeting = await once(client, 'connect');
  assert.equal(greeting.sessionPresent, true);
  await publish(writer, topic, '4', { qos: 1 });
  assert.deepEqual((await heard).map((one) => one.text), ['1', '2', '3', '4']);
});

await judge('a second client of the same id takes over and the first is closed', async () => {
  const clientId = name('twin');
  const first = await connect({ clientId, clean: false });
  const closed = once(first, 'close');
  const second = await connect({ clientId, clean: false });
  await closed;
  assert.ok(second.connected);
});

await judge('retained messages come with their flag until an empty one ends them', async () => {
  const [client, topic] = [await connect(), name('state')];
  await publish(client, topic, 'on', { qos: 1, retain: true });
  const heard = listen(client, 1);
  await subscribe(client, topic);
  assert.deepEqual((await heard).map((one) => [one.text, one.retain]), [['on', true]]);
  await publish(client, topic, '', { qos: 1, retain: true });
  const other = await connect();
  await subscribe(other, topic);
  const next = listen(other, 1);
  await publish(client, topic, 'live');
  assert.deepEqual((await next).map((one) => [one.text, one.retain]), [['live', false]]);
});

await judge('the will of a client that is cut off is published, that of one that says goodbye is not', async () => {
  const [watcher, topic] = [await connect(), name('wills')];
  await subscribe(watcher, `${topic}/+`);
  const heard = listen(watcher, 1);
  const polite = await connect({ will: { topic: `${topic}/polite`, payload: 'gone' } });
  await new Promise((done) => polite.end(false, {}, done));
  const cut = await connect({ will: { topic: `${topic}/cut`, payload: 'gone' }, reconnectPeriod: 0 });
  cut.stream.destroy();
  assert.deepEqual((await heard).map((one) => one.topic), [`${topic}/cut`]);
});

await judge('a client lives on by its pings', async () => {
  const client = await connect({ keepalive: 1, reconnectPeriod: 0 });
  await new Promise((resolve) => setTimeout(resolve, 3500));
  assert.ok(client.connected);
});

await judge('a message of a hundred kilobytes arrives whole', async () => {
  const [client, topic, text] = [await connect(), name('large'), 'x'.repeat(100_000)];
  await subscribe(client, topic, 1);
  const heard = listen(client, 1);
  await publish(client, topic, text, { qos: 1 });
  assert.equal((await heard)[0].text, text);
});

await judge('a client of MQTT 5 is refused with 1 and closed', async () => {
  const client = mqtt.connect(broker.url, { protocolVersion: 5, reconnectPeriod: 0, clientId: name('five') });
  open.push(client);
  const refusal = new Promise((resolve) => client.once('packetreceive', resolve));
  client.on('error', () => {});
  const closed = once(client, 'close');
  assert.equal((await within(refusal)).returnCode ?? (await refusal).reasonCode, 1);
  await closed;
});

await judge('another subprotocol is refused', async () => {
  const { status } = await fetch(broker.url.replace('ws:', 'http:'), { headers: { 'sec-websocket-protocol': 'chat' } });
  assert.equal(status, 400);
});

await judge('the broker met no trouble', () => assert.equal(broker.said(), ''));

for (const client of open) client.end(true);
broker.stop();
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed ? 1 : 0);

async function judge(claim, check) {
  try {
    await check();
    tally.passed++;
    console.log(`  ok    ${claim}`);
  } catch (error) {
    tally.failed++;
    console.log(`  FAIL  ${claim}\n        ${error.stack.split('\n').join('\n        ')}`);
  }
}

async function start() {
  const built = spawnSync('dotnet', ['build', 'tests/OpenBroker', '-c', 'Release', '--nologo', '-v', 'q'], { cwd: repository, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`tests/OpenBroker does not build:\n${built.stdout}`);
  const server = spawn('dotnet', [path.join(repository, 'tests/OpenBroker/bin/Release/net10.0/OpenBroker.dll'), '0', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => server.kill('SIGKILL'));
  let complaints = '';
  server.stderr.on('data', (text) => { complaints += text; });
  let said = '';
  const url = await within(new Promise((resolve) => server.stdout.on('data', (text) => {
    said += text;
    const found = /^WebSocket on (\S+)$/m.exec(said);
    if (found) resolve(found[1]);
  })));
  return { url, said: () => complaints.split('\n').filter((line) => line && !line.startsWith('a client sent')).join('\n'), stop: () => server.kill('SIGTERM') };
}

async function connect(options = {}) {
  const client = mqtt.connect(broker.url, { clientId: name('client'), clean: true, reconnectPeriod: 0, ...options });
  client.on('error', () => {});
  open.push(client);
  await once(client, 'connect');
  return client;
}

function name(kind) {
  return `${kind}_${process.pid}_${names++}`;
}

function subscribe(client, topic, qos = 0) {
  return within(new Promise((resolve, reject) => client.subscribe(topic, { qos }, (error, [granted] = []) => (error ? reject(error) : resolve(granted.qos)))));
}

function publish(client, topic, text, options = {}) {
  return within(new Promise((resolve, reject) => client.publish(topic, text, options, (error) => (error ? reject(error) : resolve()))));
}

/** The next so many messages of the client, and no more than that. */
function listen(client, count) {
  const heard = [];
  return within(new Promise((resolve) => client.on('message', (topic, payload, { qos, retain }) => {
    heard.push({ topic, text: payload.toString(), qos, retain });
    if (heard.length === count) setTimeout(resolve, 50, heard);
  })));
}

function once(client, event) {
  return within(new Promise((resolve) => client.once(event, resolve)));
}

function within(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, patience, new Error(`nothing came for ${patience} ms`)).unref())]);
}
