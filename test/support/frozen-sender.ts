/** A process of its own that sends one message when it is told to, so that a test can stop it with a signal. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createSendActivity, createStallWatch, createWhatsAppClient } from '../../activities/whatsapp';
import type { SendRequest } from '../../workflows/conversation/ports';

const [apiUrl = '', thresholdMs = ''] = process.argv.slice(2);

const send = createSendActivity({
  client: createWhatsAppClient({ apiUrl, accessToken: 'token' }),
  texts: () => ({
    renderNotice: (key) => key,
    buttonTitle: (key) => key,
    withFirstContact: (text) => text,
    withSpeaker: (text) => text,
  }),
  paused: () => Promise.resolve(false),
  stall: createStallWatch({ thresholdMs: Number(thresholdMs) }),
});

const logger = new DefaultLogger('ERROR');

process.on('message', (request: SendRequest) => {
  const environment = new MockActivityEnvironment({ startToCloseTimeoutMs: 15_000 }, { logger });
  environment.run(send, request).then(
    (result) => process.send?.({ result }),
    (error: { type?: string; details?: unknown[] }) => process.send?.({ type: error.type, details: error.details }),
  );
});
process.send?.('ready');
