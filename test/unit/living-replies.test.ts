import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLivingReplies } from '../../src/living-replies';
import { keepLog } from '../support/http';
import { until } from '../support/until';

const PHOTO = "---\ntitle: Photo\naf: |\n  'n Foto, asseblief?\n---\nA photo, please?\n";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'replies-'));
  mkdirSync(join(dir, 'replies'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (name: string, content: string): void => writeFileSync(join(dir, 'replies', name), content);

test('when one of them cannot be used, the others are, and the log says why; a saved file is in use soon after', async () => {
  write('photo.md', PHOTO);
  write('broken.md', 'no block');
  const { logger, text } = keepLog();
  const replies = await createLivingReplies({ dir, logger });
  const [photo, ...more] = replies.current();
  expect(more).toEqual([]);
  expect(photo).toMatchObject({ name: 'photo', title: 'Photo' });
  expect([photo?.text(), photo?.text('af'), photo?.text('zu')]).toEqual([
    'A photo, please?',
    "'n Foto, asseblief?",
    'A photo, please?',
  ]);
  expect(text()).toContain('replies/broken.md: must begin with the block');

  write('broken.md', PHOTO.replace('Photo', 'Mended'));
  const titles = await until(
    async () => replies.current().map(({ title }) => title),
    (all) => all.length === 2,
  );
  expect(titles).toEqual(['Mended', 'Photo']);
  replies.close();
});

test('when there is no such folder, there are none', async () => {
  const replies = await createLivingReplies({ dir: join(dir, 'elsewhere'), logger: keepLog().logger });
  expect(replies.current()).toEqual([]);
  replies.close();
});
