import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One file; `path` relative to the folder, with `/`. */
interface FolderFile {
  path: string;
  content: string;
}

export interface FolderOptions {
  /** Relative to the folder; '' is the folder itself. Links are followed. */
  folders: readonly string[];
  /** Which files are read, by their path. */
  isWanted(path: string): boolean;
}

/** The files as they are now, and one sentence for each that is there and cannot be read. */
export interface FolderContent {
  files: FolderFile[];
  problems: string[];
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** Files and folders come and go while somebody saves; a folder with the ending of a file is none. */
const PASSING = ['ENOENT', 'ENOTDIR', 'EISDIR'];

/** Reads some files of a folder, in a fixed order. Never rejects. */
export async function readFolder(dir: string, { folders, isWanted }: FolderOptions): Promise<FolderContent> {
  const problems: string[] = [];
  const attempt = async <T>(what: string, doing: Promise<T[]>): Promise<T[]> => {
    try {
      return await doing;
    } catch (error) {
      if (!PASSING.includes(codeOf(error))) problems.push(`${what}: cannot be read (${codeOf(error)}).`);
      return [];
    }
  };
  const list = async (folder: string): Promise<string[]> => {
    const names = await attempt(`${folder}/`, readdir(join(dir, folder)));
    return names.sort().map((name) => (folder === '' ? name : `${folder}/${name}`));
  };
  const read = (path: string): Promise<FolderFile[]> =>
    attempt(
      path,
      readFile(join(dir, path), 'utf8').then((content) => [{ path, content }]),
    );
  const paths = (await Promise.all(folders.map(list))).flat().filter(isWanted);
  return { files: (await Promise.all(paths.map(read))).flat(), problems: problems.sort() };
}

export interface WatchOptions {
  read(): Promise<FolderContent>;
  /** What is in use already. */
  known: FolderContent;
  /** Called with every content that is another than the last one and that nobody was still writing. */
  changed(content: FolderContent): void;
}

/** Two looks, and a saved file is seen well within 10 s. */
const EVERY_MS = 2_000;

/**
 * Looks again and again instead of waiting to be told: notifications of the operating system do not come through from
 * mounted volumes and network drives, and differ everywhere. What is compared is the content: dates of files lie.
 * What changed counts once two looks in a row have found the same, so no half-saved file does.
 */
export function watchFolder({ read, known, changed }: WatchOptions): { close(): void } {
  let used = JSON.stringify(known);
  let seen = used;
  let closed = false;
  const look = async (): Promise<void> => {
    const content = await read();
    const found = JSON.stringify(content);
    const stands = found === seen;
    seen = found;
    if (!stands || found === used || closed) return;
    used = found;
    changed(content);
  };
  const again = (): void => {
    const onTime = (): void => void look().finally(again);
    if (!closed) setTimeout(onTime, EVERY_MS).unref();
  };
  again();
  return { close: () => void (closed = true) };
}
