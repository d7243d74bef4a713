import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import { revisionOf, type ConversationGateway } from '../conversation-gateway';
import type { Directory, Listing, View } from '../directory';
import { renderConversation, type ConversationParts } from './pages/conversation';
import type { Counts } from './pages/frame';
import { renderList } from './pages/list';
import { createPreviews } from '../previews';
import { createShared } from '../shared';
import type { Team } from './team';
import type { Viewer } from './viewer';

export interface SightDeps {
  gateway: Pick<ConversationGateway, 'snapshot' | 'revision' | 'runs'>;
  directory: Pick<Directory, 'list' | 'counts'>;
  team: Team;
  /** A link to an earlier record that works for a day. */
  transcriptLink(workflowId: string, runId: string): string;
  /** Whether customers' files can be shown. */
  files: boolean;
  timeZone: string;
  now: () => number;
}

interface OpenConversation {
  revision: string;
  snapshot: ConversationSnapshot;
  parts: ConversationParts;
}

export interface Sights {
  counts(agentId: string): Promise<Counts>;
  /** The inner part of a list. `open`: the conversation beside it. */
  list(view: View, viewer: Viewer, open?: string): Promise<string>;
  /** `undefined`: it is no longer kept, or has not changed since `seen`. */
  conversation(workflowId: string, viewer: Viewer, seen?: string): Promise<OpenConversation | undefined>;
}

/** Just short of the pace at which pages look again. */
const FRESH_MS = 900;

/** What pages show of conversations; what several readers see is asked for once. */
export function createSights(deps: SightDeps): Sights {
  const { gateway, directory, team, transcriptLink, files, timeZone, now } = deps;
  const previews = createPreviews(gateway);
  const shared = {
    counts: createShared<Counts>(FRESH_MS, now),
    listing: createShared<Listing>(FRESH_MS, now),
    previews: createShared<Awaited<ReturnType<typeof previews>>>(FRESH_MS, now),
    revision: createShared<string | undefined>(FRESH_MS, now),
  };
  const ofAgent = (view: View, { agent }: Viewer): string => (view === 'mine' ? `${view} ${agent.id}` : view);

  return {
    counts: (agentId) => shared.counts(agentId, () => directory.counts(agentId)),
    async list(view, viewer, open) {
      const key = ofAgent(view, viewer);
      const listing = await shared.listing(key, () => directory.list(view, viewer.agent.id));
      const ids = listing.rows.map(({ workflowId }) => workflowId);
      const seen = await shared.previews(key, () => previews(ids));
      return renderList(listing, { view, previews: seen, open, names: await namesIn(listing, team), now: now() })
        .markup;
    },
    async conversation(workflowId, viewer, seen) {
      const revision = await shared.revision(workflowId, async () => {
        const found = await gateway.revision(workflowId);
        return found && revisionOf(found);
      });
      if (revision === undefined || revision === seen) return undefined;
      const [found, runs] = await Promise.all([gateway.snapshot(workflowId), gateway.runs(workflowId)]);
      if (found === undefined) return undefined;
      // A conversation tells the time of what has happened last.
      const snapshot = { ...found, now: Math.max(found.now, now()) };
      const page = `/desk/conversations/${workflowId}`;
      const linkTo = (runId?: string): string => (runId === undefined ? page : transcriptLink(workflowId, runId));
      const fileAt = files ? (line: number): string => `${page}/files/${line}` : undefined;
      const colleagues = await team.agents().catch(() => []);
      const shown = { snapshot, runs, viewer, revision, colleagues, timeZone, linkTo, fileAt };
      return { revision, snapshot, parts: renderConversation(shown) };
    },
  };
}

async function namesIn({ rows }: Listing, team: Team): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ agentId }) => (agentId === undefined ? [] : [agentId])))];
  const agents = await Promise.all(ids.map((id) => team.agent(id)));
  return new Map(agents.map(({ id, name }) => [id, name]));
}
