import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRead } from '../../../activities/knowledge/parse';
import { readFolder, watchFolder, type FolderContent } from '../../../src/folder';

const LOOK = 2_000;
const content = (...texts: string[]): FolderContent => ({
  files: texts.map((text, index) => ({ path: `topics/${index}.md`, content: text })),
  problems: [],
});

describe('watching a folder', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** The folder holds one after the other, a look each, and the last one from then on. */
  async function watched(known: FolderContent, ...looks: FolderContent[]) {
    const changed = jest.fn<void, [FolderContent]>();
    const left = [...looks];
    const read = async (): Promise<FolderContent> => (left.length > 1 ? left.shift()! : left[0]!);
    const watching = watchFolder({ read, known, changed });
    for (let look = 0; look < looks.length + 2; look += 1) await jest.advanceTimersByTimeAsync(LOOK);
    watching.close();
    return changed.mock.calls.map(([found]) => found);
  }

  test('when nothing changes, nobody is told', async () => {
    expect(await watched(content('old'), content('old'))).toEqual([]);
  });

  test('when a file was saved, it is told once, within 10 seconds', async () => {
    const changed = jest.fn();
    const watching = watchFolder({ read: async () => content('new'), known: content('old'), changed });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(changed.mock.calls).toEqual([[content('new')]]);
    watching.close();
  });

  test('when a file is still being written, only what it ends with counts', async () => {
    const told = await watched(content('old'), content(''), content('ne'), content('new te'), content('new text'));
    expect(told).toEqual([content('new text')]);
  });

  test('when files come and go in many saves, the last state is told', async () => {
    const told = await watched(content('a'), content('a', 'b'), content('b'), content(), content('c', 'd'));
    expect(told).toEqual([content('c', 'd')]);
  });

  test('when somebody takes a change back, both states are told in order', async () => {
    const [old, bad] = [content('old'), content('bad')];
    expect(await watched(old, bad, bad, old)).toEqual([bad, old]);
  });

  test('when it is closed, nobody is told any more', async () => {
    const changed = jest.fn();
    watchFolder({ read: async () => content('new'), known: content('old'), changed }).close();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(changed).not.toHaveBeenCalled();
  });
});

describe('reading a folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'baton-folder-'));
  const read = () => readFolder(dir, { folders: ['', 'topics', 'texts'], isWanted: isRead });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('when editors leave files aside and folders are missing, only what is wanted is read', async () => {
    mkdirSync(join(dir, 'topics', 'old.md'), { recursive: true });
    const names = ['a.md', '.a.md.swp', '.#a.md', '._a.md', '~$a.md', 'a.md~', 'README.md', 'a.md.txt'];
    for (const name of names) writeFileSync(join(dir, 'topics', name), name);
    expect(await read()).toEqual({ files: [{ path: 'topics/a.md', content: 'a.md' }], problems: [] });
  });

  test('when a file is replaced by renaming, or is a link into another folder, it is read', async () => {
    writeFileSync(join(dir, 'topics', 'new.tmp'), 'renamed');
    renameSync(join(dir, 'topics', 'new.tmp'), join(dir, 'topics', 'a.md'));
    const elsewhere = mkdtempSync(join(tmpdir(), 'baton-elsewhere-'));
    writeFileSync(join(elsewhere, 'en.yml'), 'linked');
    symlinkSync(elsewhere, join(dir, 'texts'), 'junction');
    const { files } = await read();
    expect(files.map(({ content: text }) => text)).toEqual(['renamed', 'linked']);
    rmSync(elsewhere, { recursive: true });
  });

  test('when it is gone or is no folder, nothing is read and nothing thrown; what cannot be read is named', async () => {
    const nothing = { files: [], problems: [] };
    expect(await readFolder(join(dir, 'nowhere'), { folders: ['', 'topics'], isWanted: isRead })).toEqual(nothing);
    expect(await readFolder(join(dir, 'topics', 'a.md'), { folders: [''], isWanted: isRead })).toEqual(nothing);
    symlinkSync('circle.md', join(dir, 'topics', 'circle.md'));
    expect((await read()).problems).toEqual(['topics/circle.md: cannot be read (ELOOP).']);
  });
});
