import type { types as slack } from '@slack/bolt';
import type { Agent } from '../../workflows/conversation/ports';

/** Of whom a Home tab is, and what has just been done in it. */
interface HomeRequest {
  agentId: string;
  nameOf(id: string): Promise<Agent>;
  /** A sentence about what was pressed. */
  said?: string | undefined;
  /** The conversation that was taken over just now. */
  taken?: string | undefined;
}

/** What an agent sees in the Home tab: at most 100 blocks. Throws when Temporal does not answer. */
export type HomeBlocks = (request: HomeRequest) => Promise<slack.KnownBlock[]>;
