import { renderCard } from '../../../activities/slack/card';
import { renderLine } from '../../../activities/slack/thread-line';
import type { CardState } from '../../../workflows/conversation/ports';
import { naughtyStrings, SCRIPTS, SLACK_MARKUP, UNICODE_TRAPS } from '../../support/corpora';
import { createDriver } from '../../support/driver';
import { markupIn, notifiedBy, readBlocks } from '../../support/slack-blocks';
import { cardView, PIETER } from '../../support/slack-views';

const WORKFLOW_ID = 'whatsapp-10550001-0123456789abcdef01234567';
const WORDS = [...SLACK_MARKUP, ...SCRIPTS, ...UNICODE_TRAPS, ...naughtyStrings()];
const AT = Date.UTC(2026, 9, 5, 8, 0);
const STATES: CardState[] = ['waiting', 'resolved'];
const TOKEN = /<[!@#]|<(?:https?|mailto):|@channel(?=>)/;

const card = (words: string, state: CardState) =>
  renderCard(
    cardView(state, {
      customer: { waId: '27825551234', name: words },
      issue: words,
      order: { number: words, note: words },
      lastMessages: [{ from: 'customer', text: words, at: AT }],
      summary: { engine: 'openai', askedFor: words, told: words, tried: words, wants: words },
    }),
    { workflowId: WORKFLOW_ID, transcriptLink: 'https://baton.example/transcript/x?expires=1' },
  );

describe('words that mean harm in Slack', () => {
  it('when they stand on cards and in threads, then Slack takes each block and reads no markup, mention or link in it', () => {
    let messages = 0;
    for (const words of WORDS) {
      const lines = [
        ...STATES.map((state) => card(words, state)),
        renderLine({ kind: 'customer_message', name: words, text: words, at: AT }, WORKFLOW_ID, 'S0AGENTS'),
        renderLine(
          { kind: 'held', heldId: 'C1:1', agent: PIETER, text: words, why: 'mention' },
          WORKFLOW_ID,
          'S0AGENTS',
        ),
        renderLine({ kind: 'reason_added', reason: 'fraud', issue: words }, WORKFLOW_ID, 'S0AGENTS'),
      ];
      for (const { text, blocks } of lines) {
        readBlocks(blocks);
        expect(markupIn(blocks)).toEqual([]);
        expect(notifiedBy(blocks).filter((user) => user !== PIETER.id)).toEqual([]);
        expect(TOKEN.test(text)).toBe(false);
        messages += 1;
      }
    }
    expect(messages).toBeGreaterThan(2_500);
  });

  it('when customers write them, then the rules take each, keep it and stay small', () => {
    const driver = createDriver({ silenceMachines: false });
    for (const words of WORDS) driver.customer({ kind: 'button', id: words.slice(0, 256), title: words });
    for (const words of WORDS) driver.customer(words);
    const { transcript } = driver.state();
    expect(transcript.length).toBeGreaterThan(200);
    expect(Buffer.byteLength(JSON.stringify(driver.state()))).toBeLessThanOrEqual(256 * 1024);
  });
});
