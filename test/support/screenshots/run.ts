/**
 * `npm run screenshots`: docs/images from a demo that really runs.
 *   npm run screenshots                   all of them
 *   npm run screenshots -- page-1440 demo only these; `demo` is the animated one
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../chromium';
import { createControl } from '../control';
import { ended, startDemo, whenUp } from '../demo-process';
import { root } from '../run';
import { film } from './film';
import { PICTURES, type Stage } from './pictures';
import { playScene } from './scene';

const IMAGES = join(root, 'docs', 'images');
const UP_WITHIN_MS = 120_000;

async function main(wanted: string[]): Promise<void> {
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
  const unknown = wanted.filter((name) => name !== 'demo' && !PICTURES.some((picture) => picture.name === name));
  if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}.`);
  const demo = startDemo();
  const browser = await launchChromium();
  try {
    const facts = await whenUp(demo, UP_WITHIN_MS);
    const control = createControl(facts.simulator);
    const stage: Stage = {
      facts,
      control,
      page: async (width, height) => (await browser.newContext({ viewport: { width, height } })).newPage(),
    };
    mkdirSync(IMAGES, { recursive: true });
    if (isWanted('demo')) save('demo.gif', await film(stage));
    await takePictures(stage, isWanted);
  } finally {
    await browser.close();
    demo.process.kill('SIGTERM');
    await ended(demo);
    rmSync(demo.folder, { recursive: true, force: true });
  }
}

async function takePictures(stage: Stage, isWanted: (name: string) => boolean): Promise<void> {
  const pictures = PICTURES.filter(({ name }) => isWanted(name));
  if (pictures.length === 0) return;
  await playScene(stage.control);
  for (const { name, show } of pictures) save(`${name}.png`, await (await show(stage)).screenshot());
}

function save(file: string, content: Buffer): void {
  writeFileSync(join(IMAGES, file), content);
  process.stdout.write(`docs/images/${file}  ${Math.round(content.length / 1024)} KB\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
