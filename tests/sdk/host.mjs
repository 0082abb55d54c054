// Starts and stops the real server as an operator would: a process, environment variables, a signal.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const repository = path.join(import.meta.dirname, '..', '..');
const stopped = 15_000;

/** The command that runs amity: a dll needs dotnet in front, anything else is taken as executable. */
function commandOf(bin) {
  if (!bin) {
    bin = newest(['Release', 'Debug'].map((kind) => path.join(repository, 'Amity.Host', 'bin', kind, 'net10.0', 'amity.dll')));
    if (!bin) {
      console.log('building Amity.Host ...');
      const built = spawnSync('dotnet', ['build', 'Amity.Host', '--nologo', '-v', 'q'], { cwd: repository, stdio: 'inherit' });
      if (built.status !== 0) throw new Error('Amity.Host does not build');
      bin = path.join(repository, 'Amity.Host', 'bin', 'Debug', 'net10.0', 'amity.dll');
    }
  }
  bin = path.resolve(bin);
  if (!fs.existsSync(bin)) throw new Error(`${bin} is not there`);
  return bin.endsWith('.dll') ? ['dotnet', bin] : [bin];
}

const newest = (files) => files.filter(fs.existsSync).sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0];

export async function startHost(bin) {
  const [command, ...before] = commandOf(bin);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amity-sdk-'));
  const apiKey = `sdk-tests-${Math.random().toString(36).slice(2)}`;
  const serverKey = `sdk-tests-${Math.random().toString(36).slice(2)}`;
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, Amity__DataDirectory: path.join(folder, 'data'), Amity__ApiKey: apiKey, Amity__ServerKey: serverKey };
  const log = path.join(folder, 'server.log');
  const output = fs.openSync(log, 'w');
  let server;
  let ended;
  process.once('exit', () => server?.kill('SIGKILL')); // whatever happens here, no server is left behind
  const start = async () => {
    server = spawn(command, [...before, 'serve', '--urls', url], { env, cwd: folder, stdio: ['ignore', output, output] });
    ended = once(server, 'exit');
    await healthy(url, server, log);
  };
  await start();
  return {
    url,
    apiKey,
    serverKey,
    log,
    adminToken: () => adminToken(command, before, env, folder),

    /** Stops it and starts it again with the same data on the same address. */
    async restart() {
      server.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`the server ended with ${code}`);
      await start();
    },

    /** SIGTERM, as a service manager sends it. Answers how the server took it; the data goes only after a clean end. */
    async stop() {
      server.kill('SIGTERM');
      const [code, signal] = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, stopped, []))]);
      if (code === undefined) server.kill('SIGKILL');
      fs.closeSync(output);
      return { code, signal };
    },
    forget: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

function adminToken(command, before, env, cwd) {
  const { status, stdout, stderr } = spawnSync(command, [...before, 'admin-token'], { env, cwd, encoding: 'utf8' });
  const lines = stdout.split('\n').filter(Boolean);
  if (status !== 0 || lines.length !== 1) throw new Error(`admin-token did not print one line: ${stdout}${stderr}`);
  return lines[0].trim().replace(/^Bearer /, '');
}

async function healthy(url, server, log) {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGKILL');
  throw new Error(`the server does not answer /healthz:\n${fs.readFileSync(log, 'utf8').slice(-4000)}`);
}

/** The contract proxy of the given folder between the SDK and the server; it says at its end which answers fall short of the API description. */
export async function startProxy(folder, target) {
  const port = await freePort();
  const out = path.join(os.tmpdir(), `amity-sdk-contract-${process.pid}.jsonl`);
  const script = path.join(path.resolve(folder), 'contract-proxy.mjs');
  const proxy = spawn(process.execPath, [script, '--target', target, '--listen', String(port), '--out', out], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => proxy.kill('SIGKILL'));
  const ended = once(proxy, 'exit');
  let said = '';
  await new Promise((resolve, reject) => {
    proxy.stdout.on('data', (text) => { said += text; if (said.includes('listening on')) resolve(); });
    ended.then(() => reject(new Error(`the contract proxy ended; npm ci in ${folder}?`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      proxy.kill('SIGTERM');
      await ended;
      return [...said.trim().split('\n').slice(1), `every exchange: ${out}`];
    },
  };
}

export async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
