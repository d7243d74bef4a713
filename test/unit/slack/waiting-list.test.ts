import { renderWaitingList } from '../../../activities/slack/waiting-list';
import type { Waiting, WaitingList } from '../../../workflows/conversation/ports';
import { markupIn, notifiedBy, readBlocks } from '../../support/slack-blocks';

const AT = Date.UTC(2026, 9, 5, 8, 0);
const GROUP = 'S0AGENTS';
const card = { channel: 'C0SUPPORT', ts: '1759650000.000100' };
const waiting: Waiting[] = [
  { workflowId: 'w1', since: AT, reason: 'refund_request', card },
  { workflowId: 'w2', since: AT + 3_600_000 },
];
const render = (kind: WaitingList['kind'], who = waiting) => renderWaitingList({ kind, waiting: who }, GROUP);

describe('the list of those who wait', () => {
  it.each<[WaitingList['kind'], string, string[]]>([
    ['waiting', '2 customers wait for a person, unclaimed.', []],
    ['opening', 'Good morning: 2 customers wait for a person, oldest first.', []],
    ['nobody', '@S0AGENTS 2 customers wait for a person, and nobody has come.', [GROUP]],
    [
      'window',
      "@S0AGENTS 2 customers wait for a person. WhatsApp's 24 hours end for some of them before you are back.",
      [GROUP],
    ],
    [
      'escalated',
      '@S0AGENTS 2 customers have waited too long for a person, and nobody of the desk has come. Please help.',
      [GROUP],
    ],
  ])(
    'when it is told because of “%s”, it says so, oldest first, and calls only whom it has to',
    (kind, head, called) => {
      const { blocks } = render(kind);
      expect(readBlocks(blocks)).toBe(
        `${head}\n• since 2026-10-05 08:00 UTC · The customer wants a refund · card\n• since 2026-10-05 09:00 UTC`,
      );
      expect(notifiedBy(blocks)).toEqual(called);
      expect(markupIn(blocks)).toEqual([]);
      expect(JSON.stringify(blocks)).toContain('https://slack.com/archives/C0SUPPORT/p1759650000000100');
    },
  );

  it('when it is known until when WhatsApp takes free text, it says so', () => {
    const text = readBlocks(render('window', [{ workflowId: 'w1', since: AT, windowEndsAt: AT + 3_600_000 }]).blocks);
    expect(text).toContain('• since 2026-10-05 08:00 UTC · free text until 2026-10-05 09:00 UTC');
  });

  it('when WhatsApp takes no free text any more, it says what reaches the customer', () => {
    const window = { windowEndsAt: AT + 3_600_000, windowOver: true };
    const text = readBlocks(render('window', [{ workflowId: 'w1', since: AT, ...window }]).blocks);
    expect(text).toContain('• since 2026-10-05 08:00 UTC · only a template reaches them');
    expect(text).not.toContain('free text');
  });

  it('when more wait than fit, they are counted', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ workflowId: `w${index}`, since: AT + index }));
    const lines = readBlocks(render('waiting', many).blocks).split('\n');
    expect(lines[0]).toBe('40 customers wait for a person, unclaimed.');
    expect(lines).toHaveLength(17);
    expect(lines.at(-1)).toBe('… and 25 more.');
  });

  it('when nobody waits any more, or it goes on further down, it says so and calls nobody', () => {
    expect(readBlocks(render('nobody', []).blocks)).toBe('Nobody waits for a person any more.');
    expect(readBlocks(render('moved').blocks)).toBe('The list of those who wait stands further down.');
    expect(notifiedBy(render('nobody', []).blocks)).toEqual([]);
    // Others may have come meanwhile.
    expect(readBlocks(render('escalated', []).blocks)).toBe('Nobody on this list waits for a person any more.');
  });
});
