import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { devDependencies } from '../../package.json';
import { root } from './run';

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const FONTS = 'fonts.conf';
const PROGRAMS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// A test may depend on nothing outside this machine, and a browser likes to call home.
const QUIET = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
];

/**
 * A headless browser: CHROMIUM_PATH, else an installed Chrome or Chromium, else the one that npm has brought (Linux,
 * x64). It reaches 127.0.0.1 and no other host, and ends with this process. Throws with a remedy when there is none.
 */
export async function launchChromium(): Promise<Browser> {
  const { path: executablePath, env = {} } = findChromium();
  // A page that is drawn by the processor looks the same on every machine.
  const args = [...QUIET, '--disable-gpu', '--font-render-hinting=none'];
  return chromium.launch({ executablePath, args, env: { ...ownEnvironment(), ...env } });
}

interface Found {
  path: string;
  env?: Record<string, string>;
}

function findChromium(): Found {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !isProgram(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is no program.`);
  const path = named || installed().find(isProgram);
  if (path) return { path };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  throw new Error('Browser tests need Chrome or Chromium: install one, or name its program in CHROMIUM_PATH.');
}

function installed(): string[] {
  if (process.platform === 'darwin') return APPLICATIONS;
  if (process.platform === 'win32') {
    const folders = PROGRAMS.map((name) => process.env[name]).filter((folder) => folder !== undefined);
    return folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).filter(runs);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Ubuntu's chromium-browser may be a script that only says how to install it.
const runs = (path: string): boolean =>
  isProgram(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;

/** The browser in npm's package, unpacked once a checkout, with the libraries and fonts that a bare machine lacks. */
function unpacked(): Found {
  const cache = join(root, 'node_modules', '.cache', 'chromium');
  const home = join(cache, devDependencies['@sparticuz/chromium']);
  if (!existsSync(home)) unpack(cache, home);
  return {
    path: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter),
      FONTCONFIG_FILE: join(home, FONTS),
    },
  };
}

// Text looks the same with and without fonts on the machine, which are still used for what ours cannot write.
const fonts = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  ${['sans-serif', 'system-ui'].map((family) => `<match><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>`).join('\n  ')}
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;

function unpack(cache: string, home: string): void {
  mkdirSync(cache, { recursive: true });
  // Two test files may unpack at the same time: whoever is ready first wins, and nobody sees half a browser.
  const scratch = mkdtempSync(join(cache, 'unpacking-'));
  const done = spawnSync(process.execPath, [join(__dirname, 'unpack-chromium.mjs')], {
    encoding: 'utf8',
    // The name of a runtime makes the package unpack its libraries too.
    env: { PATH: process.env['PATH'], TMPDIR: scratch, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  if (done.status !== 0) throw new Error(`The browser could not be unpacked: ${done.stderr}`);
  writeFileSync(join(scratch, FONTS), fonts(join(home, 'fonts')));
  try {
    renameSync(scratch, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
    rmSync(scratch, { recursive: true, force: true });
  }
}

const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
