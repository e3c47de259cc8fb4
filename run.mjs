// npm start and npm test are all a newcomer needs: installs with the pinned pnpm when the lockfile changed, builds what is
// stale, then does what was asked. Plain JavaScript, for it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 19];
const PAGES = ['admin-ui', 'customer-portal'];
/** The programs of the server, below server/src: those that are asked for here, and those that they start. */
const PROGRAMS = [
  'main',
  'workerMain',
  'importMain',
  'modules/printing/rendering/child',
  'modules/files/drawerChild',
];
const root = import.meta.dirname;
const [what, ...given] = process.argv.slice(2);
// npm takes the two dashes away that set its own words apart from ours; who calls this file writes them out of habit
const rest = given[0] === '--' ? given.slice(1) : given;
const at = (...parts) => path.join(root, ...parts);
const bin = (name, workspace = '.') => at(workspace, 'node_modules/.bin', name);

function fail(message) {
  console.error(`\nBackhaul cannot start.\n${message}\n`);
  process.exit(1);
}

/** Runs a command to its end; true when it went well. A quiet one is heard only when it fails. */
function run(command, args, { cwd = root, env = {}, quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, NPM_CONFIG_LOGLEVEL: 'error', ...env },
  });
  if (result.error) fail(`${command} could not be run: ${result.error.message}`);
  if (quiet && result.status) process.stderr.write(Buffer.concat([result.stdout, result.stderr]));
  return result.status === 0;
}

// ---- what has to be installed and built

/** What each finished step was made from, so that only what changed is made again. */
const stamp = (name) => at('node_modules/.backhaul', name);
const stamped = (name) => (existsSync(stamp(name)) ? readFileSync(stamp(name), 'utf8') : '');

function mayWrite(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install() {
  // npm and pnpm keep what they download below the home folder; an account may have none that it can write in
  const home = mayWrite(homedir())
    ? {}
    : Object.fromEntries(
        Object.entries({
          HOME: '',
          npm_config_cache: 'npm',
          XDG_DATA_HOME: 'data',
          XDG_CACHE_HOME: 'cache',
          XDG_STATE_HOME: 'state',
          XDG_CONFIG_HOME: 'config',
        }).map(([name, folder]) => [name, stamp(path.join('home', folder))]),
      );
  if (
    !run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=silent'], {
      env: { CI: process.env.CI ?? '1', ...home },
    })
  ) {
    fail(
      'The packages could not be installed: see above. Is there a connection to the package registry, and room on the disk?',
    );
  }
  return true;
}

/** A hash of the contents of files and folders, without what is made from them. */
function digest(...places) {
  const hash = createHash('sha256');
  const add = (place) => {
    if (!existsSync(place)) return;
    if (!statSync(place).isDirectory()) {
      hash.update(place).update(readFileSync(place));
      return;
    }
    for (const name of readdirSync(place).sort())
      if (!['node_modules', 'dist', 'generated'].includes(name)) add(path.join(place, name));
  };
  for (const place of places) add(place);
  return hash.update(process.version).digest('hex');
}

/** The steps that are due, in order, each with what to say before it. */
function stale(pages) {
  const steps = [];
  const step = (name, words, made, sources, work) => {
    const from = digest(at('pnpm-lock.yaml'), ...sources);
    if (stamped(name) !== from || !existsSync(made))
      steps.push({
        words,
        work: () => {
          if (!work()) fail(`${words} failed: see above.`);
          writeFileSync(stamp(name), from);
        },
      });
  };
  const schema = at('server/schema.graphql');
  step('packages', 'Installing packages', at('node_modules/.bin'), [], install);
  step(
    'client',
    'Generating the database client',
    at('server/src/generated/prisma/client.ts'),
    [at('prisma/schema.prisma')],
    () =>
      run(bin('prisma'), ['generate', '--config', 'prisma/prisma.config.ts'], {
        quiet: true,
        env: { PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
      }),
  );
  if (BUILT.includes(what))
    step(
      'server',
      'Building the server',
      at('server/dist/main.js'),
      [at('server/src'), at('server/domain'), at('prisma/schema.prisma')],
      bundle,
    );
  // the apps may already ask for what the schema is about to say
  for (const page of what === 'schema' ? [] : PAGES) {
    step(
      `${page}-types`,
      `Generating the types of ${page}`,
      at(page, 'src/generated/graphql.ts'),
      [
        schema,
        at(page, 'src'),
        at(page, 'codegen.ts'),
        at(page, 'settingFragments.ts'),
        at('server/domain/settings'),
      ],
      () =>
        run(bin('graphql-codegen'), ['--config', `${page}/codegen.ts`, '--silent'], {
          quiet: true,
        }),
    );
    if (pages)
      step(
        page,
        `Building ${page}`,
        at(page, 'dist/index.html'),
        [schema, at(page), at('admin-ui/design'), at('server/domain')],
        () => run(bin('vite', page), ['build', '--logLevel', 'error'], { cwd: at(page) }),
      );
  }
  return steps;
}

/** What runs often or for long is built: loading a thousand files of TypeScript one by one takes three times as long. */
const BUILT = ['start', 'worker', 'import', 'test', 'test:long', 'bench'];
function bundle() {
  const built = run(bin('esbuild', 'server'), [
    ...PROGRAMS.map((program) => `server/src/${program}.ts`),
    '--outdir=server/dist',
    '--entry-names=[name]',
    '--bundle',
    '--splitting',
    '--format=esm',
    '--platform=node',
    '--target=node20',
    '--packages=external',
    '--alias:@backhaul/domain=./server/domain',
    // the API's types are called as their classes
    '--keep-names',
    '--sourcemap',
    '--log-level=error',
  ]);
  if (!built) return built;
  // a server that runs from here loads parts late, under the names of its own build: they stay a day
  for (const name of readdirSync(at('server/dist'))) {
    const file = at('server/dist', name);
    if (statSync(file).mtimeMs < Date.now() - 86_400_000) rmSync(file, { recursive: true });
  }
  return built;
}

/** Brings everything up to date, saying what takes a while. A checkout that is up to date is not written to. */
function setUp(pages) {
  if (!stale(pages).length) return;
  locked(() => {
    for (const { words, work } of stale(pages)) {
      const started = performance.now();
      process.stdout.write(`${words} ...`);
      work();
      process.stdout.write(` ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    }
  });
}

/** Only one set-up at a time: two starts in one checkout would install over each other. */
function locked(work) {
  const lock = stamp('lock');
  const cannot = (error) =>
    fail(
      `Cannot write in ${root}: ${error.message}. Is the disk read-only or full, or does the folder belong to another account?`,
    );
  try {
    mkdirSync(path.dirname(lock), { recursive: true });
  } catch (error) {
    cannot(error);
  }
  for (let waits = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') cannot(error);
      if (!holderLives(lock)) rmSync(lock, { force: true });
      else {
        if (!waits) console.log('Another start is installing or building; waiting for it ...');
        waits = true;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      }
    }
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  work();
  rmSync(lock, { force: true });
}

function holderLives(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// ---- what can be asked for

/** Runs a program of the built server in this process, so that signals reach it. */
async function built(name) {
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  await import(at('server/dist', `${name}.js`));
}

/** Runs a TypeScript program in this process. */
async function program(file) {
  process.chdir(root);
  (await import('tsx/esm/api')).register();
  await import(at(file));
}

const CHECKS = {
  format: ['oxfmt', '--check', root],
  types: ['tsc', '-p', root],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  'unused code': ['knip', '--no-progress'],
};
/** How many checks failed; each says what it found. */
function check() {
  return Object.entries(CHECKS).filter(([name, [command, ...args]]) => {
    const started = performance.now();
    process.stdout.write(`Checking ${name} ...`);
    const good = run(bin(command), args, { quiet: true });
    process.stdout.write(
      ` ${good ? 'good' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`,
    );
    return !good;
  }).length;
}

/** Every check and every test, or the tests that were named; the last line counts them. */
function test(env = {}) {
  const checks = rest.length || env.BACKHAUL_LONG ? 0 : Object.keys(CHECKS).length;
  const checksFailed = checks && check();
  const file = stamp('test-counts');
  rmSync(file, { force: true });
  const good = run(bin('vitest', 'tests'), ['run', ...rest], {
    cwd: at('tests'),
    env: { BACKHAUL_TEST_COUNTS: file, BACKHAUL_BUILT: 'yes', ...env },
  });
  const { passed, failed: broken } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0 };
  // what failed outside of a test counts too
  const failed = checksFailed + (broken || (good ? 0 : 1));
  console.log(`${passed + checks - checksFailed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

/** The server and both pages, each loaded again when its source changes. */
async function dev() {
  const port = process.env.PORT || '4000';
  const start = (command, args, cwd = root) =>
    spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, PORT: port } });
  const children = [
    start(bin('tsx'), ['watch', '--clear-screen=false', 'server/src/main.ts']),
    ...PAGES.map((page, i) =>
      start(
        bin('vite', page),
        ['--port', String(5173 + i), '--strictPort', '--clearScreen', 'false'],
        at(page),
      ),
    ),
  ];
  console.log(
    'Reloading as you write: back office http://localhost:5173/admin/, portal http://localhost:5174/',
  );
  const ends = children.map(
    (child) =>
      new Promise((resolve) => {
        child.on('exit', resolve);
      }),
  );
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  await Promise.race(ends);
  stop();
  await Promise.all(ends);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
  fail(
    `Node ${process.versions.node} is too old: Backhaul needs ${OLDEST_NODE.join('.')} or newer.`,
  );

const commands = {
  start: () => built('main'),
  worker: () => built('workerMain'),
  import: () => {
    process.argv.splice(2, 1);
    return built('importMain');
  },
  schema: () => program('server/src/emitSchema.ts'),
  migration: () => {
    process.argv.splice(2, 1);
    return program('prisma/new-migration.mts');
  },
  bench: () => {
    process.argv.splice(2, 1);
    return program('tests/bench/main.ts');
  },
  format: () => {
    process.exitCode = run(bin('oxfmt'), [root]) ? 0 : 1;
  },
  check: () => {
    process.exitCode = check() ? 1 : 0;
  },
  test: () => test(),
  'test:long': () => test({ BACKHAUL_LONG: 'yes' }),
  dev,
};
if (!Object.hasOwn(commands, what))
  fail(
    `Unknown: ${what ?? '(nothing)'}. Use one of: npm start, npm test, npm run ${Object.keys(
      commands,
    )
      .filter((name) => !['start', 'test'].includes(name))
      .join(', npm run ')}`,
  );
setUp(['start', 'test', 'test:long', 'bench'].includes(what));
await commands[what]();
