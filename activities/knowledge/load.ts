import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRead, KnowledgeError, parseKnowledge } from './parse';
import type { Knowledge, KnowledgeFile } from './types';

/** Where in the folder knowledge stands; the first is the folder itself. */
export const KNOWLEDGE_FOLDERS = ['', 'topics', 'texts'] as const;

/** What agents send is no knowledge of the assistant's. */
export const REPLIES_FOLDER = 'replies';

function filesOf(dir: string, folder: string): KnowledgeFile[] {
  const path = join(dir, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .filter((name) => isRead(name) && statSync(join(dir, name)).isFile())
    .map((name) => ({ path: name, content: readFileSync(join(dir, name), 'utf8') }));
}

/**
 * Reads the folder of the business's knowledge. `privacyUrl` (the configuration's) wins over `business.yml`.
 * Throws `KnowledgeError` with every problem at once.
 */
export function loadKnowledge(dir: string, options: { privacyUrl?: string | undefined } = {}): Knowledge {
  if (!existsSync(dir)) throw new KnowledgeError([`the folder ${dir} does not exist.`]);
  return parseKnowledge(
    KNOWLEDGE_FOLDERS.flatMap((folder) => filesOf(dir, folder)),
    options.privacyUrl,
  );
}
