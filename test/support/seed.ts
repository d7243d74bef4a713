import { execFileSync } from 'node:child_process';

const SEEDS = 2 ** 31;

/**
 * The seed that this environment variable names. `new` is a seed that nobody has tried; without the variable it is the
 * commit's own: every run of one commit walks the same way, and the next commit goes where none has been.
 */
export function seedFrom(variable: string): number {
  const named = process.env[variable];
  if (named === 'new') return Date.now() % SEEDS;
  return named === undefined ? seedOfCommit() : Number(named);
}

function seedOfCommit(): number {
  try {
    const commit = execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' });
    return Number.parseInt(commit.slice(0, 8), 16) % SEEDS;
  } catch {
    return Date.now() % SEEDS; // A copy without its history.
  }
}
