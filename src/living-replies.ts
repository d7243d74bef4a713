import { REPLIES_FOLDER } from '../activities/knowledge/load';
import { isRead, parseReplies, replyIn } from '../activities/knowledge/parse';
import type { Language } from '../workflows/conversation/words';
import { readFolder, watchFolder, type FolderContent } from './folder';
import type { Logger } from './logger';

/** What agents send again and again, as they choose it. */
export interface CannedReply {
  name: string;
  title: string;
  /** As a customer of this language reads it; without one as it is written for everybody. */
  text(language?: Language): string;
}

export interface LivingReplies {
  /** Those in use at this moment, sorted by name. */
  current(): CannedReply[];
  close(): void;
}

/**
 * The canned replies of the business, and a few seconds after somebody saved one the new ones. One that cannot be used is
 * told in the log and left out; it keeps no process from starting. `dir`: the folder of the business's knowledge.
 */
export async function createLivingReplies({ dir, logger }: { dir: string; logger: Logger }): Promise<LivingReplies> {
  const look = () => readFolder(dir, { folders: [REPLIES_FOLDER], isWanted: isRead });
  const read = ({ files, problems: unreadable }: FolderContent): CannedReply[] => {
    const { replies, problems } = parseReplies(files);
    for (const problem of [...unreadable, ...problems]) logger.warn({}, `A canned reply cannot be used: ${problem}`);
    return replies.map((reply) => ({
      name: reply.name,
      title: reply.title,
      text: (language) => (language === undefined ? reply.text : replyIn(reply, language)),
    }));
  };
  const known = await look();
  let replies = read(known);
  const watched = watchFolder({
    read: look,
    known,
    changed(content) {
      replies = read(content);
      logger.info({ count: replies.length }, 'Canned replies: what was saved is in use.');
    },
  });
  return { current: () => replies, close: watched.close };
}
