import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FOLDER = path.join(tmpdir(), `backhaul-chromium-${process.getuid?.() ?? 0}`);
/** Written when all is unpacked. The package's own list of font folders names only /tmp, and without any font Chromium stops at the first input. */
const FONTS = path.join(FOLDER, 'fonts-here.conf');

/** An installed Chromium, or null when the one that comes as a package is to be used. CHROMIUM names another; `bundled` means the package. */
function installed(): string | null {
  const wanted = process.env.CHROMIUM;
  if (wanted === 'bundled') return null;
  return (
    [
      wanted,
      '/usr/bin/chromium',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ].find((file) => file && existsSync(file)) ?? null
  );
}

/** The package (Linux on x64) unpacks into the temporary folder and takes whatever version lies there: it gets a folder of its own. */
async function unpacked(): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = FOLDER;
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'; // makes it bring its own system libraries too
  process.env.FONTCONFIG_FILE = FONTS;
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return await bundled.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The program to start. */
export async function chromiumProgram(): Promise<string> {
  const program = installed();
  if (program !== null) return program;
  await unpackOnce();
  return unpacked();
}

function starts(program: string): boolean {
  return spawnSync(program, ['--no-sandbox', '--version'], { timeout: 30_000 }).status === 0;
}

/** Unpacks the package once, so that test files that run at the same time do not. */
async function unpackOnce(): Promise<void> {
  if (existsSync(FONTS)) return;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await unpacked();
  writeFileSync(
    FONTS,
    `<?xml version="1.0"?>\n<fontconfig><dir>${FOLDER}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${FOLDER}/fonts-cache</cachedir></fontconfig>\n`,
  );
}

/**
 * Before all tests: decides which one they use. That of the package has no window to draw and takes two thirds of the time of an
 * installed one, which stands in where the package does not start.
 */
export default async function setup(): Promise<void> {
  const other = installed();
  if (process.env.CHROMIUM && other) return;
  const isMade = process.platform === 'linux' && process.arch === 'x64';
  if (other && !isMade) return;
  await unpackOnce();
  if (!other || starts(await unpacked())) process.env.CHROMIUM = 'bundled';
}
