import type { WebClient } from '@slack/web-api';
import { unknownOutcome } from './failures';

/** The channel in which the app and one person talk (docs.slack.dev, conversations.open). Throws what Slack throws. */
export async function openDirectMessage(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw unknownOutcome('Slack did not say where the direct message is.');
  return channel.id;
}
