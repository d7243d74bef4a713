import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/run';

interface Entry {
  integrity?: string;
  resolved?: string;
  license?: string;
  dev?: boolean;
}

const script = join(root, 'scripts', 'check-packages.mjs');
const licences = readFileSync(join(root, 'licences.json'), 'utf8');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};

const folder = mkdtempSync(join(tmpdir(), 'baton-packages-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the check says of this lock with one entry changed. */
function check(path: string, change: Entry) {
  const changed = { ...packages, [path]: { ...packages[path], ...change } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: changed }));
  writeFileSync(join(folder, 'licences.json'), licences);
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  return { status, problems: stderr.trim().split('\n') };
}

const TARBALL = 'https://packages.example/express-5.3.0.tgz';

describe('the check of packages', () => {
  it('when it reads the lock of this repository, then there is nothing to say', () => {
    const { status, stdout } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d{3} packages, \d{3} of them for production: /);
  });

  it.each<[string, string, Entry, string]>([
    ['names a registry host', 'express', { resolved: TARBALL }, `express names its source, ${TARBALL}`],
    ['comes by git', 'zod', { resolved: 'git+ssh://git@git.example/zod.git#1' }, 'zod names its source, git+ssh'],
    ['has no digest', 'express', { integrity: '' }, 'express has no SHA-512 digest'],
    ['has a weak digest', 'express', { integrity: 'sha1-AAAA' }, 'express has no SHA-512 digest'],
    ['turns to the GPL', 'express', { license: 'GPL-3.0-only' }, 'express has the licence GPL-3.0-only'],
    ['adds terms', 'express', { license: 'MIT AND AGPL-3.0-only' }, 'express has the licence MIT AND AGPL-3.0-only'],
    ['hides its terms', 'express', { license: 'SEE LICENSE IN x' }, 'express has the licence SEE LICENSE IN x'],
    ['is new and names none', 'unheard-of', { integrity: packages['node_modules/zod']!.integrity! }, 'licence null'],
    ['leaves its exception', 'axe-core', { license: 'GPL-2.0-only' }, 'axe-core is an exception as MPL-2.0'],
    ['would ship', 'axe-core', { dev: false }, 'axe-core (MPL-2.0) is for development and would ship'],
  ])('when a package %s, then it is named and the check fails', (_what, name, change, sentence) => {
    const { status, problems } = check(`node_modules/${name}`, change);
    expect(status).toBe(1);
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });
});
