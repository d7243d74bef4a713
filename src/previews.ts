import type { ConversationSnapshot, TranscriptLine } from '../workflows/conversation/messages';
import { revisionOf, type ConversationGateway } from './conversation-gateway';
import { inParallel } from './in-parallel';

/** What a list shows of a conversation beyond what visibility knows. */
export interface Preview {
  name: string | undefined;
  agent: string | undefined;
  /** Number of the open handoff. */
  handoff: number | undefined;
  last: Pick<TranscriptLine, 'from' | 'text' | 'name'> | undefined;
}

export type Previews = (workflowIds: string[]) => Promise<Map<string, Preview>>;

const AT_ONCE = 8;
const KEPT = 1_000;
const CLIPPED = 120;

/**
 * Names and last words of conversations. A conversation is asked only when it has changed; what does not answer is left
 * out, so that a list is there also while no worker is.
 */
export function createPreviews(gateway: Pick<ConversationGateway, 'revision' | 'snapshot'>): Previews {
  const known = new Map<string, { revision: string; preview: Preview }>();

  async function look(workflowId: string): Promise<Preview | undefined> {
    const found = await gateway.revision(workflowId);
    if (found === undefined) return undefined;
    const revision = revisionOf(found);
    const before = known.get(workflowId);
    if (before?.revision === revision) return before.preview;
    const snapshot = await gateway.snapshot(workflowId).catch(() => undefined);
    if (snapshot === undefined) return before?.preview;
    const preview = previewOf(snapshot);
    known.delete(workflowId);
    known.set(workflowId, { revision, preview });
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
    return preview;
  }

  return async (workflowIds) => {
    const found = new Map<string, Preview>();
    await inParallel(workflowIds, AT_ONCE, async (id) => {
      const preview = await look(id).catch(() => undefined);
      if (preview !== undefined) found.set(id, preview);
    });
    return found;
  };
}

function previewOf({ customer, agent, handoffNumber, transcript }: ConversationSnapshot): Preview {
  // A fixed sentence says nothing about the matter.
  const last = transcript.findLast(({ from }) => from !== 'event' && from !== 'notice');
  return {
    name: customer.name?.trim() || undefined,
    agent: agent?.name,
    handoff: handoffNumber,
    last: last && { from: last.from, text: clip(last.text), ...(last.name !== undefined && { name: last.name }) },
  };
}

const clip = (text: string): string => {
  const line = text
    .replace(/[*_~](\S(?:[^*_~]*\S)?)[*_~]/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > CLIPPED ? `${line.slice(0, CLIPPED)}…` : line;
};
