import * as fc from 'fast-check';
import { explainGraphError } from '../../../activities/whatsapp';
import { parseWebhook } from '../../../src/http/parse-webhook';
import type { ParseContext, WebhookItem } from '../../../src/http/webhook-items';
import { customerKeys } from '../../../src/identity';
import { fixture, fixtureNames, PHONE_NUMBER_ID, textWebhook } from '../../support/whatsapp';

const NOW = 1_800_000_000_000;
const SENT_AT = 1_795_420_800_000;
const idKey = 'id-key';
const context: ParseContext = {
  phoneNumberIds: new Set([PHONE_NUMBER_ID]),
  idKey,
  explainFailure: explainGraphError,
  now: () => NOW,
};
const parse = (name: string): WebhookItem[] => parseWebhook(fixture(name), context);

const WORKFLOW_ID = `whatsapp-${PHONE_NUMBER_ID}-0123456789abcdef01234567`;
const lindiwe = {
  waId: '27825551234',
  userId: 'ZA.8843120077',
  name: 'Lindiwe Maseko',
  keys: customerKeys(idKey, { waId: '27825551234', userId: 'ZA.8843120077' }),
};
const sha256 = 'q1D0mO0q3m0r4zL2bq0Hc2xk7mJb3p0a9e1f2g3h4i5=';
const photo = { mediaId: '7301440055', mimeType: 'image/jpeg', kind: 'media', voice: false, sha256 };
const location = { kind: 'location', latitude: -26.2041, longitude: 28.0473 };

const contents: Record<string, unknown> = {
  text: { kind: 'text', text: 'Middag, is julle môre oop? 😀' },
  'text-reply': { kind: 'text', text: 'This one' },
  'text-forwarded': { kind: 'text', text: 'Win a prize' },
  'text-from-advertisement': { kind: 'text', text: 'Is the kettle still on sale?' },
  'text-about-product': { kind: 'text', text: 'Does it come in red?' },
  image: { ...photo, media: 'image', caption: 'The lid is cracked' },
  video: { ...photo, media: 'video', mimeType: 'video/mp4' },
  'voice-note': { ...photo, media: 'audio', mimeType: 'audio/ogg; codecs=opus', voice: true },
  document: {
    ...photo,
    media: 'document',
    mimeType: 'application/pdf',
    fileName: 'invoice-5544.pdf',
    caption: 'My invoice',
  },
  sticker: { ...photo, media: 'sticker', mimeType: 'image/webp' },
  location: { ...location, name: 'Park Station', address: 'Rissik Street, Johannesburg' },
  'location-as-text': { kind: 'location', latitude: -33.9249, longitude: 18.4241 },
  contacts: { kind: 'contacts', names: ['Piet Botha ••••• 0199', '••••• 0142'] },
  'button-reply': { kind: 'button', id: 'connect:1795420000:1', title: 'Yes, connect me' },
  'list-reply': { kind: 'button', id: 'topic-delivery', title: 'Delivery' },
  form: { kind: 'form', name: 'flow', text: 'order: 5544\nparts: ["lid","cord"]' },
  'form-with-bad-json': { kind: 'form', name: 'flow', text: 'Sent' },
  'call-permission': { kind: 'unsupported', type: 'call_permission_reply' },
  'template-button': { kind: 'button', id: 'stop', title: 'Stop messages' },
  reaction: { kind: 'reaction', messageId: 'wamid.fixture-ours', emoji: '❤️' },
  'reaction-removed': { kind: 'reaction', messageId: 'wamid.fixture-ours' },
  'reaction-emptied': { kind: 'reaction', messageId: 'wamid.fixture-ours' },
  order: { kind: 'order', text: 'Please gift-wrap', items: 2 },
  'edit-text': { kind: 'edit', originalMessageId: 'wamid.fixture-text', text: 'Are you open on Saturday?' },
  'edit-caption': { kind: 'edit', originalMessageId: 'wamid.fixture-image', text: 'The base is cracked' },
  revoke: { kind: 'revoke', originalMessageId: 'wamid.fixture-text' },
  'request-welcome': { kind: 'welcome' },
  unsupported: { kind: 'unsupported', type: 'poll_creation' },
  'unsupported-edit': { kind: 'unsupported', type: 'edit' },
  'unsupported-unnamed': { kind: 'unsupported', type: 'unknown' },
  'type-of-the-future': { kind: 'unsupported', type: 'hologram' },
};

const statuses: Record<string, object> = {
  'status-sent': { intentId: 'a-run1-3', status: 'sent' },
  'status-delivered-of-agent': { intentId: 'h-run1-4', status: 'delivered' },
  'status-read-of-agent': { intentId: 'h-run1-4', status: 'read' },
  'status-played-of-agent': { intentId: 'h-run1-4', status: 'read' },
};

const echoes: Record<string, string> = {
  'echo-text': 'Hi Lindiwe, I am looking at it now.',
  'echo-image': '[image] Like this?',
  'echo-voice-note': '[audio]',
  'echo-edit': '[edited] I look at it tomorrow.',
};

const refusals: Record<string, object> = {
  group: { reason: 'group_message', detail: 'text' },
  'system-identity-changed': { reason: 'identity_changed' },
  'status-delivered-of-assistant': { reason: 'unneeded_status', detail: 'delivered' },
  'status-of-another-tool': { reason: 'foreign_status' },
  'status-without-callback-data': { reason: 'foreign_status' },
  'status-of-another-number': { reason: 'foreign_status' },
  'status-of-the-future': { reason: 'unknown_status', detail: 'teleported' },
  'echo-revoke': { reason: 'echo_without_words', detail: 'revoke' },
  'echo-reaction': { reason: 'echo_without_words', detail: 'reaction' },
  'echo-of-ours': { reason: 'own_echo' },
  'value-error': { reason: 'vendor_error', detail: '130429' },
  'field-account-update': { reason: 'unknown_field', detail: 'account_update' },
  'field-standby': { reason: 'unknown_field', detail: 'standby' },
  'other-phone-number': { reason: 'unknown_phone_number', detail: 'messages' },
  'object-page': { reason: 'unknown_object' },
};

const others = [
  'text-username-only',
  'text-number-only',
  'image-too-large',
  'interactive-with-error',
  'system-new-number',
  'system-new-user-id',
  'status-failed',
  'echo-number-only',
  'batch',
];

it('when there is a fixture, one of the tests below reads it', () => {
  const tested = [contents, statuses, echoes, refusals].flatMap((table) => Object.keys(table));
  expect([...tested, ...others].sort()).toEqual(fixtureNames().sort());
});

describe('what a customer sends', () => {
  it.each(Object.entries(contents))('when it is %s, its content arrives', (name, content) => {
    const quoted: Record<string, string> = {
      'text-reply': 'wamid.fixture-ours',
      'text-about-product': 'wamid.fixture-catalogue',
      'button-reply': 'wamid.fixture-ours',
      'list-reply': 'wamid.fixture-ours',
    };
    const message = { id: `wamid.fixture-${name}`, sentAt: SENT_AT, content, customer: lindiwe };
    const quotedMessageId = quoted[name];
    expect(parse(name)).toEqual([
      {
        kind: 'message',
        phoneNumberId: PHONE_NUMBER_ID,
        message: quotedMessageId === undefined ? message : { ...message, quotedMessageId },
      },
    ]);
  });

  it('when the customer goes by a username, he is known by his user ids', () => {
    const [item] = parse('text-username-only');
    const ids = { userId: 'ZA.5510098', parentUserId: 'ZA.ENT.77001' };
    expect(item).toMatchObject({ message: { customer: { ...ids, name: 'Kagiso', keys: customerKeys(idKey, ids) } } });
    expect(item).not.toHaveProperty('message.customer.waId');
  });

  it('when the webhook has no user id, the number is the key', () => {
    const keys = customerKeys(idKey, { waId: '27825551234' });
    expect(parse('text-number-only')).toMatchObject([{ message: { customer: { waId: '27825551234', keys } } }]);
  });

  it('when a photo could not be fetched, it arrives as unreadable and that is told', () => {
    expect(parse('image-too-large')).toMatchObject([
      { kind: 'message', message: { content: { kind: 'unsupported', type: 'image' } } },
      { kind: 'refused', reason: 'unreadable_content', detail: 'image' },
    ]);
  });

  it('when the error is beside the message, both are told', () => {
    expect(parse('interactive-with-error')).toMatchObject([
      { kind: 'message', message: { content: { kind: 'unsupported', type: 'interactive' } } },
      { kind: 'refused', reason: 'unreadable_content', detail: 'interactive' },
      { kind: 'refused', reason: 'vendor_error', detail: '131000' },
    ]);
  });

  it('when the time is missing, it was sent when it arrived', () => {
    const webhook = JSON.parse(JSON.stringify(fixture('text')).replace('"timestamp":"1795420800",', '')) as unknown;
    expect(parseWebhook(webhook, context)).toMatchObject([{ message: { sentAt: NOW } }]);
  });

  it('when nothing names the sender, it is refused', () => {
    expect(parseWebhook(textWebhook({ id: 'wamid.1', text: 'Hello' }), context)).toEqual([
      { kind: 'refused', reason: 'no_sender', detail: 'text' },
    ]);
  });
});

describe('what WhatsApp tells', () => {
  it('when the number changed, the old and the new identifiers arrive, and no words', () => {
    const before = { waId: '27825551234', userId: 'ZA.8843120077' };
    const after = { waId: '27825559876', userId: 'ZA.9900112' };
    expect(parse('system-new-number')).toEqual([
      {
        kind: 'moved',
        phoneNumberId: PHONE_NUMBER_ID,
        before: { ...before, keys: customerKeys(idKey, before) },
        moved: {
          id: 'wamid.fixture-system-new-number',
          sentAt: SENT_AT,
          customer: { ...after, keys: customerKeys(idKey, after) },
        },
      },
    ]);
  });

  it('when only the user id changed, both user ids arrive', () => {
    expect(parse('system-new-user-id')).toMatchObject([
      { kind: 'moved', before: { userId: 'ZA.5510098' }, moved: { customer: { userId: 'NA.4410' } } },
    ]);
  });

  it.each(Object.entries(statuses))('when it is %s, the conversation is told', (name, status) => {
    expect(parse(name)).toEqual([
      {
        kind: 'status',
        workflowId: WORKFLOW_ID,
        status: { messageId: 'wamid.fixture-ours', at: SENT_AT + 30_000, ...status },
      },
    ]);
  });

  it('when a message of ours failed, the code and a sentence arrive', () => {
    expect(parse('status-failed')).toMatchObject([
      {
        status: {
          intentId: 'n-run1-5',
          error: { code: '131047', reason: expect.stringContaining('24 hours') as string },
        },
      },
    ]);
  });

  it.each(Object.entries(echoes))('when an agent answered from the phone app (%s), his words arrive', (name, text) => {
    expect(parse(name)).toEqual([
      {
        kind: 'reply',
        phoneNumberId: PHONE_NUMBER_ID,
        reply: { id: `wamid.fixture-${name}`, sentAt: SENT_AT + 60_000, text, customer: lindiwe },
      },
    ]);
  });

  it('when an echo names the number alone, that is the key', () => {
    const customer = { waId: '27825551234', keys: customerKeys(idKey, { waId: '27825551234' }) };
    expect(parse('echo-number-only')).toMatchObject([{ kind: 'reply', reply: { customer } }]);
  });
});

it.each(Object.entries(refusals))('when it is %s, it is refused by name', (name, refusal) => {
  expect(parse(name)).toEqual([{ kind: 'refused', ...refusal }]);
});

it('when one webhook holds many updates, every one is read and a broken one costs nothing else', () => {
  const items = parse('batch').map((item) => {
    if (item.kind === 'message') return item.message.id;
    if (item.kind === 'reply') return item.reply.id;
    if (item.kind === 'status') return item.status.intentId;
    return item.kind === 'refused' ? item.reason : item.kind;
  });
  expect(items).toEqual(['wamid.batch-1', 'malformed', 'wamid.batch-2', 'wamid.batch-3', 'a-run1-3', 'wamid.batch-4']);
});

describe('whatever is sent', () => {
  it('when it is any JSON at all, it is read without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(Array.isArray(parseWebhook(body, context))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('when one value of a real webhook is anything else, it is read and no content gets into what is logged', () => {
    const bodies = fixtureNames().map((name) => fixture(name));
    const secret = 'wamid.+27825551234 my secret';
    const odd = fc.oneof(fc.constant(secret), fc.constant(null), fc.jsonValue(), fc.constant({ __proto__: { x: 1 } }));
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), odd, (body, at, value) => {
        const items = parseWebhook(replaceLeaf(body, at, value), context);
        const told = JSON.stringify(items.filter(({ kind }) => kind === 'refused'));
        expect(told).not.toContain('secret');
        expect(told).not.toContain('27825551234');
      }),
      { numRuns: 5_000 },
    );
  });

  it('when a card or ID number is in anything that a customer typed or tapped, no field of the event has it', () => {
    for (const name of Object.keys(contents)) {
      const secret = JSON.parse(
        JSON.stringify(fixture(name)).replaceAll(
          /"(body|caption|filename|title|text|name|address|formatted_name|emoji)":"[^"]*"/g,
          '"$1":"4111 1111 1111 1111 or 8001015009087"',
        ),
      ) as unknown;
      const events = JSON.stringify(parseWebhook(secret, context));
      expect(events).not.toMatch(/4111|80010150/);
    }
    const words = parseWebhook(
      textWebhook({ id: 'wamid.1', waId: '27825551234', text: 'My card is 4111-1111-1111-1111, order #5544' }),
      context,
    );
    expect(words).toMatchObject([{ message: { content: { text: 'My card is [card number], order #5544' } } }]);
  });
});

/** A copy of the JSON in which the leaf or branch with this number is another value. */
function replaceLeaf(body: unknown, at: number, value: unknown): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const copy = structuredClone(body);
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const [node, key] = places[at % places.length]!;
  node[key] = value;
  return copy;
}
