// Runs on whatever Node ≥ 20 a person has, before any package is there: installs the packages, the pinned Node among
// them, and hands over to that.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const commands = {
  start: 'deploy/local/start.ts',
  test: 'deploy/local/test.ts',
  check: 'deploy/local/check.ts',
  story: 'test/stories/run.ts',
  crash: 'test/crash/run.ts',
  invariants: 'test/crash/invariants-command.ts',
  bench: 'test/load/bench.ts',
  parked: 'deploy/local/parked.ts',
  'rotate-keys': 'deploy/local/rotate-keys.ts',
  'draw:verify': 'deploy/local/draw-verify.ts',
};

/** These import what is built, so it is built first. */
const onTopOfTheBuild = ['story', 'crash', 'invariants', 'bench', 'parked', 'rotate-keys'];

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const modules = join(root, 'node_modules');
const [command, ...args] = process.argv.slice(2);

checkCommand();
checkNode();
if (!installed()) await install();
handOver();

function checkCommand() {
  if (Object.hasOwn(commands, command ?? '')) return;
  const known = Object.keys(commands).join(', ');
  fail(`没有命令 ${command ?? ''}；可用：${known}`, `There is no command ${command ?? ''}; there are ${known}.`);
}

function checkNode() {
  if (process.platform === 'win32')
    fail('请在 WSL（适用于 Linux 的 Windows 子系统）中运行。', 'Run this inside WSL (Windows Subsystem for Linux).');
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  const have = process.versions.node;
  fail(
    `需要 Node 20 以上，当前是 ${have}：https://nodejs.org`,
    `Node 20 or newer is needed, this is ${have}: https://nodejs.org`,
  );
}

/** Whether npm's own record of what it installed has every package of the lock in the locked version. */
function installed() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, optional, peer }]) => {
    if (path === '' || ((optional || peer) && !there[path])) return true;
    return there[path]?.version === version;
  });
}

async function install() {
  const { bavail, bsize } = statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < 1500)
    fail(
      `磁盘空间不足：${root} 只剩 ${free} MB，安装需要 1500 MB。请腾出空间后重试。`,
      `The disk is full: ${root} has ${free} MB left and installing needs 1500 MB. Free some space and run this again.`,
    );
  if (spawnSync('npm', ['--version']).status !== 0)
    fail(
      '找不到 npm。请安装带 npm 的 Node：https://nodejs.org',
      'npm is missing. Install a Node that brings it: https://nodejs.org',
    );
  const failure = await npmCi();
  if (failure === undefined) return;
  fail(
    `npm ci 失败：${failure}。请检查网络或 npm 源（npm config get registry）后重试。`,
    `npm ci failed: ${failure}. Check the network or the registry (npm config get registry) and run this again.`,
  );
}

/** undefined when all went well, else npm's own words. */
function npmCi() {
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  const live = process.stderr.isTTY;
  const text = '安装依赖包 npm ci';
  const show = () => process.stderr.write(`\r  … ${text}  ${seconds()}`);
  if (!live) process.stderr.write(`  … ${text}\n`);
  const ticking = live ? setInterval(show, 1000) : undefined;
  return new Promise((resolve) => {
    let said = '';
    const npm = spawn('npm', ['ci', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (said += chunk));
    npm.on('error', (fault) => resolve(fault.message));
    npm.on('close', (code) => {
      clearInterval(ticking);
      if (code === 0) process.stderr.write(`${live ? '\r' : ''}  ✓ ${text}  ${seconds()}\n`);
      resolve(code === 0 ? undefined : complaint(said) || `exit ${code}`);
    });
  });
}

function complaint(said) {
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!)( code)?\s*/, '').trim());
  return lines
    .filter((line) => line && !line.includes('complete log'))
    .slice(0, 2)
    .join(', ');
}

function handOver() {
  const program = join(root, commands[command]);
  if (!existsSync(program)) fail(`缺少文件 ${commands[command]}。`, `The file ${commands[command]} is missing.`);
  const path = `${join(modules, '.bin')}:${process.env.PATH ?? ''}`;
  const programs = onTopOfTheBuild.includes(command) ? [join(root, 'deploy/local/built.ts'), program] : [program];
  const child = spawn(pinnedNode(), [...programs, ...args], { stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithParent(child);
  child.on('error', (fault) => fail(`无法启动 Node：${fault.message}`, `Node could not be started: ${fault.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

/** npm and its shell, killed, do not tell the program they run. */
function endWithParent(child) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
}

function pinnedNode() {
  const pinned = join(modules, '.bin', 'node');
  try {
    accessSync(pinned, constants.X_OK);
    return pinned;
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
    return fail(
      'npm 没有装上 Node 24（可能禁用了安装脚本）。请运行：npm ci --ignore-scripts=false',
      'npm did not install Node 24 (install scripts may be off). Run: npm ci --ignore-scripts=false',
    );
  }
}

function fail(zh, en) {
  console.error(`\n${zh}\n${en}`);
  process.exit(1);
}
