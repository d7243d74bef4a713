import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

interface Lock {
  packages: Record<string, Partial<Manifest> & { version?: string }>;
}

const ROOT = join(__dirname, '..', '..');
const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

// A lock written on one platform can lack the binaries of the others, and `npm ci` then fails there.
const NATIVE: [name: string, binding: string, suffixes: string[]][] = [
  ['@swc/core', '@swc/core-', ['darwin-arm64', 'linux-x64-gnu', 'win32-x64-msvc']],
  ['unrs-resolver', '@unrs/resolver-binding-', ['darwin-arm64', 'linux-x64-gnu', 'win32-x64-msvc']],
  ['oxc-parser', '@oxc-parser/binding-', ['darwin-arm64', 'linux-x64-gnu', 'win32-x64-msvc']],
];

describe('the lock file', () => {
  it.each(NATIVE)('when %s is installed on another platform, its binary is locked too', (name, binding, suffixes) => {
    const locked = packages[`node_modules/${name}`]?.version;
    expect(locked).toMatch(/^\d/);
    for (const suffix of suffixes) {
      expect(packages[`node_modules/${binding}${suffix}`]).toMatchObject({ version: locked, optional: true });
    }
  });

  it('when package.json asks for a version, it is exact and the locked one', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(packages[`node_modules/${name}`]?.version).toBe(version);
    }
    expect(packages['']).toMatchObject({ dependencies: manifest.dependencies });
    expect(packages['']).toMatchObject({ devDependencies: manifest.devDependencies });
  });
});
