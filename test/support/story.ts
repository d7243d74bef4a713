import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine } from './engines';
import { root } from './run';
import { startSystem, type System } from './system';

/** The customer of the story: digits. */
export const STORY_PHONE = '27825551234';

export interface PlayedStory {
  system: System;
  /** Everything that the script printed. */
  output: string;
}

/** Plays `docs/story.sh` against a system of its own, with all of the product's own times. The caller stops the system. */
export async function playStory(engine: Engine): Promise<PlayedStory> {
  const system = await startSystem({ engine });
  const { control, outputs, simulator } = system;
  // A busy machine is slow: how fast the card is there is measured where nothing else runs.
  const env = { PATH: process.env['PATH'], CARD_WITHIN_MS: '20000' };
  const played = promisify(execFile)('bash', [join(root, 'docs', 'story.sh'), simulator], { env });
  const output = await played.then(
    ({ stdout }) => stdout,
    ({ stdout = '', stderr = '', message }: Partial<Record<'stdout' | 'stderr' | 'message', string>>) =>
      `${stdout}${stderr}${message}`,
  );
  const threads = (await control.slack()).flatMap(({ replies }) => replies);
  [...(await control.phone(STORY_PHONE)), ...threads].forEach(({ text }) => outputs.remember(text));
  return { system, output };
}
