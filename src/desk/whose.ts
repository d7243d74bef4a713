import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import type { Viewer } from './viewer';

/** Whether the viewer has it, so that what he writes goes to the customer. */
export const isMine = ({ handoff, agent, mode }: ConversationSnapshot, viewer: Viewer): boolean =>
  agent?.id === viewer.agent.id && mode !== 'active' && (handoff === 'claimed' || handoff === 'snoozed');

/** Whether a colleague has it, from whom it can only be taken with a reason. */
export const isColleagues = ({ handoff, agent, mode }: ConversationSnapshot, viewer: Viewer): boolean =>
  agent !== undefined && agent.id !== viewer.agent.id && mode === 'paused' && handoff !== 'waiting';
