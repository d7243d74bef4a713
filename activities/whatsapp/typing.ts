import type { WhatsAppClient } from './client';

type ShowTyping = (phoneNumberId: string, messageId: string) => Promise<void>;

/**
 * Shows the customer "read" and "typing", for the draft activity. It is a courtesy: it never throws, and nobody has to
 * wait for it.
 */
export const createShowTyping =
  (client: Pick<WhatsAppClient, 'markRead'>): ShowTyping =>
  (phoneNumberId, messageId) =>
    client.markRead(phoneNumberId, messageId, { typing: true }).catch(() => undefined);
