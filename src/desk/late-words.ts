import type { ConversationSnapshot } from '../../workflows/conversation/messages';

/** What has become of an agent's words after WhatsApp's 24 hours. */
export type Fate = 'parked' | 'sent' | 'held' | 'inside' | 'dropped' | 'unknown';

/** As the conversation tells once it has them; `undefined`: it cannot be asked. */
export function fateOf(snapshot: ConversationSnapshot | undefined, name: string, text: string): Fate {
  if (snapshot === undefined) return 'unknown';
  const { parked = [], held = [], transcript, windowEndsAt = Infinity, now } = snapshot;
  const areThese = (one: { name?: string; text: string }): boolean => one.name === name && one.text === text;
  if (parked.some(areThese)) return 'parked';
  if (held.some(areThese)) return 'held';
  // The customer has written in the meantime.
  if (windowEndsAt > now) return 'sent';
  return transcript.some((line) => line.from === 'note' && areThese(line)) ? 'inside' : 'dropped';
}
