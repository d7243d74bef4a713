import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as variables from '../../src/config/variables';

const example = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8');
const shown = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
const groups = Object.values<Record<string, { name: string }>>(variables);
const read = groups.flatMap((group) => Object.values(group).map(({ name }) => name));

describe('.env.example', () => {
  it('when Baton reads a name, it shows it once', () => {
    expect(shown.filter((name) => !name?.startsWith('TEMPORAL_') || read.includes(name)).sort()).toEqual(
      [...read].sort(),
    );
  });

  it('when it is copied as it is, it holds no value', () => {
    expect(example.match(/^[A-Z_]+=.+$/gm)).toBeNull();
  });
});
