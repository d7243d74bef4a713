import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..', '..');
const CONFIGURATION = ['package.json', 'tsconfig.json', 'eslint.config.mjs', '.dependency-cruiser.cjs'];

export interface PlantedTree {
  /** Runs a tool of node_modules inside the tree; never throws for a non-zero exit. */
  run(script: string, args: string[]): Promise<{ code: number; output: string }>;
  remove(): void;
}

/** A small copy of the project in a folder of its own: the real configuration around the given files. */
export function plantTree(files: Record<string, string>): PlantedTree {
  const folder = mkdtempSync(join(tmpdir(), 'baton-planted-'));
  for (const name of CONFIGURATION) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return {
    run: async (script, args) => {
      try {
        const command = [join(ROOT, 'node_modules', script), ...args];
        const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: folder, maxBuffer: 1 << 26 });
        return { code: 0, output: stdout };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, output: stdout || stderr };
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
