import { renderClosing, type Matter } from '../../../activities/slack/closing';
import type { ClosingEntry, ClosingMessage } from '../../../workflows/conversation/ports';
import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';
import { startSlackApp, type RunningSlackApp } from '../../support/slack-app';
import { markupIn, notifiedBy, readBlocks } from '../../support/slack-blocks';
import { HOSTILE, THANDI } from '../../support/slack-views';

const CLOSES_AT = Date.UTC(2026, 9, 5, 15, 0);
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `whatsapp-1-${String(index).padStart(24, '0')}`);
const entry = (workflowId: string, change: Partial<ClosingEntry> = {}): ClosingEntry => ({
  workflowId,
  reason: 'refund_request',
  card: { channel: 'C0SUPPORT', ts: '1759650000.000100' },
  state: 'open',
  ...change,
});
const message = (entries: ClosingEntry[]): ClosingMessage => ({
  closesAt: CLOSES_AT,
  agent: THANDI,
  until: { at: CLOSES_AT + 15 * 3_600_000, words: 'Tomorrow 08:00' },
  entries,
});
const LINDIWE: Matter = { customer: { waId: '27825551234', name: 'Lindiwe M' }, issue: 'wants 300 rand back' };
const render = (entries: ClosingEntry[], matterOf: (index: number) => Matter = () => LINDIWE) =>
  renderClosing(message(entries), new Map(entries.map(({ workflowId }, index) => [workflowId, matterOf(index)])));
const buttonsIn = (blocks: object[]): { action_id: string; value: string }[] =>
  blocks.flatMap((block) => (block as { elements?: { action_id?: string }[] }).elements ?? []).filter(isButton);
const isButton = (element: object): element is { action_id: string; value: string } => 'action_id' in element;

describe('the message before closing', () => {
  it('when an agent has one, then she reads who and what, with three buttons for it and none for all', () => {
    const { blocks, text } = render([entry(ids(1)[0]!)]);
    expect(readBlocks(blocks)).toContain(
      'Lindiwe M · +27 ••••• 1234 · The customer wants a refund · card\nwants 300 rand back',
    );
    expect(buttonsIn(blocks).map(({ action_id }) => action_id)).toEqual([
      'closing_resolve',
      'closing_later',
      'closing_queue',
    ]);
    expect(text).toBe('1 conversation still with you before closing');
    expect(JSON.stringify(blocks)).not.toContain('27825551234');
    expect(notifiedBy(blocks)).toEqual([]);
  });

  it('when some are done, then each says what became of it, and only the rest can be pressed', () => {
    const [open, resolved, refused, failed] = ids(4);
    const { blocks } = render([
      entry(open!),
      entry(resolved!, { state: 'resolve' }),
      entry(refused!, { state: 'refused', sentence: 'Pieter has this conversation; only Pieter can do that.' }),
      entry(failed!, { sentence: 'It could not be reached. Try again.' }),
    ]);
    const read = readBlocks(blocks);
    expect(read).toContain('→ Resolved.');
    expect(read).toContain('→ Pieter has this conversation; only Pieter can do that.');
    const values = buttonsIn(blocks).map(({ value }) => JSON.parse(value) as { w?: string });
    expect(values.map(({ w }) => w)).toEqual([
      ...Array(3).fill(open),
      ...Array(3).fill(failed),
      ...Array(3).fill(undefined),
    ]);
  });

  it('when she has sixty, whose customers write anything, then Slack takes it and the rest is counted', () => {
    const hostile = (index: number): string => HOSTILE[index % HOSTILE.length]!;
    const { blocks } = render(
      ids(60).map((id) => entry(id)),
      (index) => ({ customer: { name: hostile(index) }, issue: hostile(index) }),
    );
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(readBlocks(blocks).length).toBeLessThan(13_200);
    expect(readBlocks(blocks)).toContain('… and 40 more: see their cards in the channel.');
    expect(markupIn(blocks)).toEqual([]);
    expect(notifiedBy(blocks)).toEqual([]);
  });
});

describe('her message of an earlier day', () => {
  it('when one of its buttons is pressed, then it says so and has none any more', () => {
    const { blocks } = renderClosing(undefined, new Map());
    expect(readBlocks(blocks)).toBe('This was about an earlier day: the cards in the channel are up to date.');
    expect(buttonsIn(blocks)).toEqual([]);
  });
});

describe('a button of the message before closing', () => {
  let app: RunningSlackApp;
  let gateway: FakeAgentGateway;
  const [id] = ids(1);
  const click = { channel: 'D_THANDI', value: JSON.stringify({ c: CLOSES_AT, w: id }) };

  beforeEach(async () => {
    gateway = createFakeAgentGateway();
    app = await startSlackApp(gateway);
  });
  afterEach(() => app.close());

  const told = async (): Promise<unknown[]> => {
    await app.settled();
    return app.slack.to('response_url').map(({ text }) => text);
  };

  it('when it is pressed, then it is recorded with the message that it is in', async () => {
    expect((await app.click('closing_later', click)).status).toBe(200);
    await app.click('closing_all_queue', { ...click, value: JSON.stringify({ c: CLOSES_AT }) });
    const place = { channel: 'D_THANDI', ts: '1759650000.000100' };
    const agent = { id: 'U_THANDI', name: 'THANDI' };
    expect(gateway.closingClicks).toEqual([
      expect.objectContaining({ agent, closesAt: CLOSES_AT, choice: 'later', workflowId: id, place }),
      { id: expect.any(String), agent, closesAt: CLOSES_AT, choice: 'queue', place },
    ]);
    expect(await told()).toEqual([]);
  });

  it.each([
    ['carries nothing that can be read', { ...click, value: '{"c":"soon"}' }, /out of date/],
    ['is for one and names none', { ...click, value: JSON.stringify({ c: CLOSES_AT }) }, /out of date/],
  ])('when it %s, then nothing is recorded and the clicker reads why', async (_what, options, sentence) => {
    expect((await app.click('closing_resolve', options)).status).toBe(200);
    expect(await told()).toEqual([expect.stringMatching(sentence)]);
    expect(gateway.closingClicks).toEqual([]);
  });

  it('when it is somebody’s who has left the group, then nothing is recorded and the clicker reads why', async () => {
    expect((await app.click('closing_resolve', { ...click, user: 'U_VISITOR' })).status).toBe(200);
    expect(await told()).toEqual([expect.stringMatching(/Only members/)]);
    expect(gateway.closingClicks).toEqual([]);
  });

  it('when it cannot be recorded, then the clicker reads that nothing has changed', async () => {
    gateway.signals = 'unclear';
    await app.click('closing_resolve', click);
    expect(await told()).toEqual([
      'It could not be recorded for certain. If nothing changes here in a moment, try again.',
    ]);
  });
});
