/**
 * `npm run prod:check`: the production shape, from the Dockerfile's own steps to a graceful stop. Builds what the image
 * would hold in a scratch folder, starts gateway and worker from it with `node` and environment alone against a real
 * Temporal server and fake vendors, and plays a short story. Ends with 1 and a sentence when anything is not as it should be.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage, type Image } from '../support/image';
import { checkPackages, startProduction, type Production } from './production';

const GRACE_MS = 30_000;
const PHONE = '27825550199';
const startedAt = Date.now();

const say = (line: string): void =>
  console.log(`${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

function build(scratch: string): Image {
  say('Carrying out the Dockerfile in a scratch folder:');
  const image = buildImage(join(scratch, 'image'), (step) => say(`  ${step}`));
  const size = (path: string): string => execFileSync('du', ['-sm', path], { encoding: 'utf8' }).split('\t')[0] ?? '?';
  say(
    `The image's own files: ${size(image.folder)} MB, of which dependencies ${size(join(image.folder, 'node_modules'))} MB.`,
  );
  say(`${checkPackages(image)} packages are in it, all of them for production and none for development.`);
  return image;
}

async function play({ control, agents }: Production): Promise<void> {
  await control.say(PHONE, 'What are your trading hours?');
  const { text } = await agents.nextMessage(PHONE, 'assistant');
  say(`A customer asked for the trading hours and was answered: "${text.split('\n')[0]}"`);
  await control.say(PHONE, 'I want my money back for order 5544');
  const card = await agents.card();
  say('A refund was asked for: a card is in the channel.');
  await agents.takeOver(card);
  say('An agent took over: the card says that she has it.');
  await control.write('U_THANDI', card.ts, 'I have sent your money back.');
  await agents.nextMessage(PHONE, 'agent');
  say('Her answer is on the phone.');
}

async function main(scratch: string): Promise<void> {
  const image = build(scratch);
  const production = await startProduction(image, scratch, say);
  try {
    await play(production);
    production.checkFigures(await production.figures());
    say('The figures say: one handoff, one card, one answer by a person.');
    for (const name of ['gateway', 'worker'] as const) {
      const began = Date.now();
      const { code, signal } = await production.end(name, GRACE_MS);
      if (code !== 0) throw new Error(`The ${name} did not end in order (${signal ?? `code ${code}`}).`);
      say(`SIGTERM: the ${name} ended in order after ${Date.now() - began} ms.`);
    }
    production.checkFiles();
    say('Neither has written a file: a read-only file system will do.');
  } finally {
    await production.stop();
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'baton-prod-'));
main(scratch).then(
  () => {
    rmSync(scratch, { recursive: true, force: true });
    say('All of it works. (Without a container engine: base image, user and limits are not tried here.)');
    process.exit(0);
  },
  (error: unknown) => {
    console.error(`The production shape does not work: ${error instanceof Error ? error.message : String(error)}`);
    console.error(`Logs and files are in ${scratch}.`);
    process.exit(1);
  },
);
