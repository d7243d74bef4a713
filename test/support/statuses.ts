import type { JournalEntry } from '../../src/simulator/journal';
import type { System } from './system';

/** WhatsApp's word on a message: `failed` with an error code, or how far it has got. */
export type Reported = { failed: number } | 'sent' | 'delivered' | 'read';

/** Reports a status of a request that WhatsApp got, as its webhook would, whenever a test wants it. */
export function createStatusReports(system: System) {
  const { control, credentials } = system;
  return async ({ body, answer, customer = '' }: JournalEntry, reported: Reported): Promise<void> => {
    const failed = typeof reported === 'object';
    const status = {
      id: messageIdOf(answer),
      status: failed ? 'failed' : reported,
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: customer,
      biz_opaque_callback_data: (body as { biz_opaque_callback_data: string }).biz_opaque_callback_data,
      ...(failed ? { errors: [{ code: reported.failed, title: 'Error', message: 'Error' }] } : {}),
    };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: credentials.displayPhoneNumber, phone_number_id: credentials.phoneNumberId },
      statuses: [status],
    };
    const entry = [{ id: credentials.wabaId, changes: [{ field: 'messages', value }] }];
    const payload = { object: 'whatsapp_business_account', entry };
    await control.call('POST', '/control/whatsapp/webhooks', { payload, customer });
  };
}

// A request that WhatsApp did not take has no id; a status of it would carry one all the same.
const messageIdOf = (answer: JournalEntry['answer']): string =>
  (answer?.body as { messages?: { id: string }[] } | undefined)?.messages?.[0]?.id ?? 'wamid.unheard';
