import type { WebClient } from '@slack/web-api';
import type { Logger } from '../logger';
import type { AgentGateway } from '../agent-gateway';
import type { CannedReply } from '../living-replies';
import type { Directory } from '../directory';
import type { AgentGroup } from './group';
import type { HomeBlocks } from './home';
import type { People } from './people';
import { escapeMarkup, SENTENCES } from './sentences';
import type { Templates } from '../templates';

/** What every listener works with. */
export interface Desk {
  gateway: AgentGateway;
  /** Conversations as Temporal's visibility knows them. */
  directory: Pick<Directory, 'find'>;
  home: HomeBlocks;
  /** For calls that Slack, or a person, waits for: one try. */
  client: WebClient;
  /** For what has to be told and nobody waits for: tries again for five minutes. */
  patientClient: WebClient;
  group: AgentGroup;
  people: People;
  /** Absent where the WhatsApp business account is not configured. */
  templates: Templates | undefined;
  /** Of this moment. */
  replies(): CannedReply[];
  /** A moment in words, on the business's clock, ms UTC; `undefined` where it is none. */
  readUntil(text: string): number | undefined;
  /** The morning of the next day on which people work, ms UTC. */
  nextMorning(): number;
  /** The one channel in which agents work. */
  channelId: string;
  log: Logger;
  now: () => number;
  /** Work that goes on after Slack has its answer. A failure is logged. */
  afterwards(kind: string, work: () => Promise<unknown>): void;
}

/** Why this person cannot do it here, as a sentence; `undefined`: he can. */
export async function refusalFor(desk: Desk, userId: string, channelId: string): Promise<string | undefined> {
  return channelId === desk.channelId ? strangerRefusal(desk, userId) : SENTENCES.otherChannel;
}

/** Why this person can do nothing anywhere, as a sentence; `undefined`: he is an agent. */
export async function strangerRefusal(desk: Desk, userId: string): Promise<string | undefined> {
  try {
    return (await desk.group.has(userId)) ? undefined : SENTENCES.notAnAgent;
  } catch (error) {
    desk.log.warn({ component: 'slack', error }, 'The members of the agents’ group could not be read.');
    return SENTENCES.cannotCheck;
  }
}

/** Shows one person a sentence in a thread, as soon as Slack takes it (docs.slack.dev, chat.postEphemeral). */
export function tellInThread(desk: Desk, to: { user: string; channel: string; threadTs: string }, text: string): void {
  desk.afterwards('ephemeral', () =>
    desk.patientClient.chat.postEphemeral({
      user: to.user,
      channel: to.channel,
      thread_ts: to.threadTs,
      text: escapeMarkup(text),
    }),
  );
}
