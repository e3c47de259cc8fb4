// npm start and npm test are all a newcomer needs: installs with the pinned pnpm when the lockfile changed, builds what is
// stale, then does what was asked. Plain JavaScript, for it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PNPM = 'pnpm@12.21.0';
const root = import.meta.dirname;
const [what, ...rest] = process.argv.slice(2);
const bin = (name) => path.join(root, 'node_modules/.bin', name);

function sh(cmd, args, { cwd = root, env = {} } = {}) {
  const result = spawnSync(cmd, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, NPM_CONFIG_LOGLEVEL: 'error', ...env } });
  if (result.error) fail(`${cmd} could not be run: ${result.error.message}`);
  if (result.status) process.exit(result.status);
}
function fail(message) {
  console.error(`\nBackhaul cannot start.\n${message}\n`);
  process.exit(1);
}
function newest(at) {
  if (!existsSync(at)) return 0;
  const stat = statSync(at);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(at).filter((name) => !['node_modules', 'dist', 'generated'].includes(name)).map((name) => newest(path.join(at, name))));
}

/** Only one set-up at a time: two starts in one checkout would install over each other. */
function locked(work) {
  const lock = path.join(root, 'node_modules/.setup-lock');
  try { mkdirSync(path.dirname(lock), { recursive: true }); } catch (error) { fail(`Cannot write in ${root}: ${error.message}. Is the disk read-only or full?`); }
  for (const end = Date.now() + 300_000; ;) {
    try { writeFileSync(lock, String(process.pid), { flag: 'wx' }); break; } catch (error) {
      if (error.code !== 'EEXIST') fail(`Cannot write in ${root}: ${error.message}. Is the disk read-only or full?`);
      const holder = Number(readFileSync(lock, 'utf8') || 0);
      let alive = true;
      try { if (holder) process.kill(holder, 0); } catch { alive = false; }
      if (!alive || Date.now() > end) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try { work(); } finally { rmSync(lock, { force: true }); }
}

function setUp({ pages }) {
  const wanted = createHash('sha256').update(readFileSync(path.join(root, 'pnpm-lock.yaml'))).update(process.version).digest('hex');
  const mark = path.join(root, 'node_modules/.backhaul-installed');
  const fresh = !existsSync(mark) || readFileSync(mark, 'utf8') !== wanted;
  const build = () => {
    const schema = path.join(root, 'server/schema.graphql');
    const client = path.join(root, 'server/src/generated/prisma/client.ts');
    if (fresh || newest(client) < newest(path.join(root, 'prisma/schema.prisma'))) sh(bin('prisma'), ['generate', '--config', 'prisma/prisma.config.ts'], { env: { PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' } });
    for (const ui of ['admin-ui', 'customer-portal']) {
      const folder = path.join(root, ui);
      const types = path.join(folder, 'src/generated');
      if (fresh || newest(path.join(types, 'graphql.ts')) < Math.max(newest(schema), newest(path.join(folder, 'src')))) sh(bin('graphql-codegen'), ['--config', `${ui}/codegen.ts`, '--silent']);
      const built = newest(path.join(folder, 'dist/index.html'));
      if (pages && (fresh || built < Math.max(newest(folder), newest(path.join(root, 'admin-ui/design/src')), newest(schema)))) {
        console.log(`Building ${ui} ...`);
        sh(path.join(folder, 'node_modules/.bin/vite'), ['build', '--logLevel', 'error'], { cwd: folder });
      }
    }
  };
  if (fresh) {
    console.log('Installing what is missing ...');
    sh('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=silent'], { env: { CI: process.env.CI ?? '1' } });
  }
  build();
  if (fresh) writeFileSync(mark, wanted);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node ${process.versions.node} is too old: Backhaul needs 20.19 or newer.`);
locked(() => setUp({ pages: ['start', 'test', 'dev', 'bench'].includes(what) }));

/** Runs a TypeScript program in this process, so that signals reach it. */
async function program(file) {
  process.chdir(root);
  (await import('tsx/esm/api')).register();
  await import(path.join(root, file));
}
const vitest = (args) => sh(path.join(root, 'tests/node_modules/.bin/vitest'), ['run', ...args], { cwd: path.join(root, 'tests') });
const check = () => {
  sh(bin('tsc'), ['-p', root]);
  sh(bin('oxlint'), ['--type-aware', '--deny-warnings']);
  sh(bin('knip'), ['--no-progress']);
};

switch (what) {
  case 'start': await program('server/src/main.ts'); break;
  case 'worker': await program('server/src/workerMain.ts'); break;
  case 'import': process.argv.splice(2, 1); await program('server/src/importMain.ts'); break;
  case 'schema': await program('server/src/emitSchema.ts'); break;
  case 'migration': sh(bin('tsx'), ['prisma/new-migration.mts', ...rest]); break;
  case 'check': check(); break;
  case 'bench': sh(bin('tsx'), ['tests/bench/main.ts', ...rest]); break;
  case 'test':
    if (!rest.length) check();
    vitest(rest);
    break;
  case 'dev': {
    const run = (cmd, args, cwd = root) => spawn(cmd, args, { cwd, stdio: 'inherit' });
    const children = [run(bin('tsx'), ['watch', '--clear-screen=false', 'server/src/main.ts']),
      ...['admin-ui', 'customer-portal'].map((ui, i) => run(path.join(root, ui, 'node_modules/.bin/vite'), ['--port', String(5173 + i)], path.join(root, ui)))];
    const stop = () => { for (const child of children) child.kill('SIGTERM'); };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
    await Promise.race(children.map((child) => new Promise((resolve) => { child.on('exit', resolve); })));
    stop();
    break;
  }
  default: fail(`Unknown: ${what}. Use npm start, npm test, npm run dev, import, worker, bench, check, schema or migration.`);
}
