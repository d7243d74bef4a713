import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INVARIANTS } from '../property/observer';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join('test', 'planted');
const patches = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith('.patch'));
const everywhere = readdirSync(join(ROOT, FOLDER), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.patch'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, FOLDER, name), 'utf8') }));
const forChaos = everywhere.filter(({ name, text }) => !patches.includes(name) || /^Chaos:/m.test(text));

describe('the planted bugs', () => {
  test('when they are counted, then each guard of the rules has one', () => {
    expect(patches.length).toBeGreaterThanOrEqual(30);
  });

  test.each(patches)('when %s is applied to this code, then it still fits and names a test that exists', (name) => {
    const { status, stderr } = spawnSync('git', ['apply', '--check', join(FOLDER, name)], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const text = readFileSync(join(ROOT, FOLDER, name), 'utf8');
    const [, file = '', title = ''] = /^Fails: (\S+) "(.+)"$/m.exec(text) ?? [];
    expect(text).toMatch(/^Plants: .+\.$/m);
    expect(existsSync(join(ROOT, file))).toBe(true);
    const invariant = Object.entries(INVARIANTS).find(([key, words]) => title === `${key}: ${words}`);
    // A title of a table has its row in it: its words are in the file, one by one.
    const source = readFileSync(join(ROOT, file), 'utf8');
    const missing = title.split(' ').filter((word) => !source.includes(word));
    expect(invariant === undefined ? missing : []).toEqual([]);
  });

  test('when they are counted, then a dozen and more are for the checker of chaos', () => {
    expect(forChaos.length).toBeGreaterThanOrEqual(12);
  });

  test.each(forChaos)('when $name is for chaos, then it fits and says which invariant finds it', ({ name, text }) => {
    const { status, stderr } = spawnSync('git', ['apply', '--check', join(FOLDER, name)], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(text).toMatch(/^Plants: .+\.$/m);
    expect(text).toMatch(/^Chaos: (I\d+|liveness)( or I\d+)*$/m);
  });
});
