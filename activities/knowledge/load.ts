import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KnowledgeError, parseKnowledge } from './parse';
import type { Knowledge, KnowledgeFile } from './types';

function filesOf(dir: string, folder: string, ending: string): KnowledgeFile[] {
  const path = join(dir, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && entry.name !== 'README.md')
    .map(({ name }) => ({
      path: folder === '' ? name : `${folder}/${name}`,
      content: readFileSync(join(path, name), 'utf8'),
    }));
}

/**
 * Reads the folder of the business's knowledge. `privacyUrl` (the configuration's) wins over `business.yml`.
 * Throws `KnowledgeError` with every problem at once.
 */
export function loadKnowledge(dir: string, options: { privacyUrl?: string } = {}): Knowledge {
  if (!existsSync(dir)) throw new KnowledgeError([`the folder ${dir} does not exist.`]);
  const files = [...filesOf(dir, '', '.yml'), ...filesOf(dir, 'topics', '.md'), ...filesOf(dir, 'texts', '.yml')];
  return parseKnowledge(files, options.privacyUrl);
}
