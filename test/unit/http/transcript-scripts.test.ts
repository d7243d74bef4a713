import { createTranscriptLinks } from '../../../src/transcript-links';
import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { useBrowser } from '../../support/browser';
import { naughtyStrings, SCRIPTS, SLACK_MARKUP, UNICODE_TRAPS } from '../../support/corpora';
import { startGateway } from '../../support/gateway';
import { closeAll, until } from '../../support/http';
import { keepDeliveries } from '../../support/whatsapp';

const browser = useBrowser();
afterEach(closeAll);

const WORKFLOW_ID = 'whatsapp-555000111222333-0123456789abcdef01234567';
const RUN_ID = '22222222-1111-4111-8111-111111111111';
const AT = Date.UTC(2026, 10, 23, 14, 5, 6);
const WORDS = [...SCRIPTS, ...naughtyStrings(), ...SLACK_MARKUP, ...UNICODE_TRAPS];
const AUTHORS = ['customer', 'assistant', 'agent', 'note'] as const;

const lines = WORDS.map((words, index) => ({
  number: index + 1,
  at: AT + index,
  from: AUTHORS[index % AUTHORS.length]!,
  name: words,
  text: words,
}));

const snapshot = (words: string): ConversationSnapshot => ({
  workflowId: WORKFLOW_ID,
  mode: 'paused',
  modeSince: AT,
  epoch: 1,
  whoMaySpeak: 'agents',
  handoff: 'claimed',
  agent: { id: words, name: words },
  recentDecisions: [],
  engine: 'openai',
  language: 'en',
  customer: { name: words, waId: '27825551234' },
  recordBegins: 1,
  transcript: lines,
  summary: { askedFor: words, told: words, tried: words, wants: words, engine: 'openai' },
  pastHandoffs: [],
  now: AT,
});

describe('a transcript of people who mean harm', () => {
  it('when it is opened in a browser, then no script runs, nothing is asked elsewhere, and every line is there', async () => {
    let words = SCRIPTS[0]!;
    let events = 1;
    const gateway = {
      ...keepDeliveries(),
      snapshot: async () => snapshot(words),
      runs: async () => [{ runId: RUN_ID, startedAt: AT }],
      revision: async () => ({ runId: RUN_ID, events }),
    };
    const links = (publicUrl: string) => createTranscriptLinks({ key: 'link-key', publicUrl });
    const { url } = await startGateway({ gateway, links: links('http://unused.test') });
    const page = await browser.page();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(links(url).link(WORKFLOW_ID));
    expect(await page.locator('#lines > li').count()).toBe(WORDS.length);
    expect(await page.locator('#lines script, #lines iframe, #lines img, #lines svg[onload]').count()).toBe(0);
    // What comes later comes by another way: as events, put in by the page's own script.
    for (const next of SCRIPTS.slice(1, 12)) {
      [words, events] = [next, events + 1];
      await until(async () => (await page.title()).includes(next.replace(/\s+/g, ' ').trim()));
    }
    expect(dialogs).toEqual([]);
    expect(await page.locator('script').count()).toBe(1);
  });
});
