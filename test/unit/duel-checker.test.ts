import type { JournalEntry } from '../../src/simulator/journal';
import type { TranscriptLine } from '../../workflows/conversation/messages';
import type { PhoneMessage } from '../support/control';
import { checkDuel, type Report, type TakenOver } from '../support/duel-checker';
import { addEntry } from '../support/journal-entry';

const CUSTOMER = '27820000001';
const WORKFLOW = 'whatsapp-1-0123456789abcdef01234567';
const ACKNOWLEDGED = 1_000;
const QUESTION = 'What are your hours? I am Zuva.';
const ANSWER = 'We are open from nine to five.';

const PREFIXES = { a: 'assistant', h: 'agent', n: 'notice' } as const;

/** A small world in which everything went well; every test spoils one thing. */
function world() {
  const journal: JournalEntry[] = [];
  const phone: PhoneMessage[] = [];
  const transcript: TranscriptLine[] = [];
  const record = (entry: Partial<JournalEntry>): JournalEntry => addEntry(journal, entry);
  const line = (from: TranscriptLine['from'], text: string): void => {
    transcript.push({ number: transcript.length + 1, at: 0, from, text });
  };
  return {
    journal,
    phone,
    transcript,
    line,
    record,
    customer(text: string, id = `wamid.${text}`): void {
      const value = { messages: [{ id, text: { body: text } }] };
      const body = { entry: [{ changes: [{ value }] }] };
      record({ direction: 'fromVendor', customer: CUSTOMER, body, answer: { status: 200 } });
    },
    send(intent: string, text: string, at: number, { status = 200, shownAt = at } = {}): JournalEntry {
      const id = `out-${journal.length}`;
      const author = PREFIXES[intent[0] as keyof typeof PREFIXES];
      if (status === 200) phone.push({ id, from: 'business', kind: 'text', text, status: 'read', at: shownAt });
      const body = { type: 'text', text: { body: text } };
      const answer = { status, body: status === 200 ? { messages: [{ id }] } : { error: {} } };
      return record({ at, customer: CUSTOMER, intent, body, answer, ...(author ? { author } : {}) });
    },
    card(at: number, ...parts: string[]): void {
      const elements = parts.map((text) => ({ type: 'text', text, style: { bold: true } }));
      const button = { type: 'button', action_id: 'resolve', value: JSON.stringify({ w: WORKFLOW }) };
      const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }, button];
      record({
        at,
        vendor: 'slack',
        kind: 'chat.update',
        body: { blocks },
        answer: { status: 200, body: { ok: true } },
      });
    },
    check(change: Partial<TakenOver> = { acknowledgedAt: ACKNOWLEDGED }): Report {
      return checkDuel(journal, [
        { customer: CUSTOMER, workflowId: WORKFLOW, askedAt: 900, phone, transcript, ...change },
      ]);
    },
  };
}

const rulesIn = ({ violations }: Report): string[] => violations.map(({ rule }) => rule);

function answeredThenTakenOver() {
  const told = world();
  told.customer(QUESTION);
  told.line('customer', QUESTION);
  told.send('a-run-1', ANSWER, 500);
  told.line('assistant', ANSWER);
  return told;
}

describe('the checker of duels', () => {
  test('when the assistant answered before the acknowledgement and an agent after it, then nothing is found and all is counted', () => {
    const told = answeredThenTakenOver();
    told.customer('Are you there, Zuva?');
    told.line('customer', 'Are you there, Zuva?');
    told.card(1_100, 'Are you there, Zuva?');
    told.send('h-run-2', 'Yes, I am Thandi.', 1_200);
    told.send('n-ask_resume-run-3', 'Shall the assistant help?', 9_000);
    const report = told.check();
    expect(report.violations).toEqual([]);
    expect(report.counted).toMatchObject({ conversations: 1, acknowledged: 1, customerMessages: 2, answered: 1 });
    expect(report.counted).toMatchObject({ withTheTeam: 1, slackPosts: 1 });
    expect(report.counted.before).toEqual({ assistant: 1, agent: 0, notice: 0 });
    expect(report.counted.after).toEqual({ assistant: 0, agent: 1, notice: 1 });
  });

  test('when the assistant starts a message after the acknowledgement, then it is found, accepted or not', () => {
    const told = answeredThenTakenOver();
    told.send('a-run-2', 'And on Sundays too.', 1_001);
    told.send('a-run-3', 'Not on Mondays.', 1_050, { status: 400 });
    expect(rulesIn(told.check())).toEqual([
      'started after the acknowledgement',
      'shown after the acknowledgement',
      'started after the acknowledgement',
    ]);
  });

  test.each(['n-handoff_open-run-2', 'n-greeting-run-2', 'n-now_with_agent-run-2', 'n-offer_declined-run-2'])(
    'when the notice %s starts after the acknowledgement, then it is found',
    (intent) => {
      const told = answeredThenTakenOver();
      told.send(intent, 'A fixed sentence.', 1_001);
      expect(rulesIn(told.check())).toContain('started after the acknowledgement');
    },
  );

  test('when a message that was on its way is shown only after the acknowledgement, then it is found', () => {
    const told = world();
    told.customer(QUESTION);
    told.line('customer', QUESTION);
    told.line('assistant', ANSWER);
    told.send('a-run-1', ANSWER, 990, { shownAt: 1_040 });
    const report = told.check({ acknowledgedAt: ACKNOWLEDGED, askedAt: 995 });
    expect(rulesIn(report)).toEqual(['shown after the acknowledgement']);
    expect(report.counted).toMatchObject({ inFlight: 1, silenced: 0 });
  });

  test('when the card says who has it before the verdict is shown, then the card is the acknowledgement', () => {
    const told = answeredThenTakenOver();
    told.card(600, 'Thandi', ': taking over…');
    told.card(700, 'Thandi', ' has it');
    told.send('a-run-2', 'And on Sundays too.', 701);
    const report = told.check({ acknowledgedAt: ACKNOWLEDGED, cardName: 'Thandi' });
    expect(report.counted.acknowledgedByCard).toBe(1);
    expect(rulesIn(report)).toContain('started after the acknowledgement');
  });

  test('when a takeover was never acknowledged, then it is found', () => {
    const told = answeredThenTakenOver();
    told.card(700, 'Thandi', ': taking over…');
    expect(rulesIn(told.check({ cardName: 'Thandi' }))).toEqual(['never acknowledged']);
    expect(world().check().counted).toMatchObject({ inFlight: 0, silenced: 1 });
  });

  test('when a message carries no intent, then it is found', () => {
    const told = answeredThenTakenOver();
    told.send('x', 'Who said this?', 100);
    expect(rulesIn(told.check())).toEqual(['nobody signed it']);
  });

  test('when an intent or a text is accepted twice, then it is found; a refused attempt before it is none', () => {
    const told = answeredThenTakenOver();
    told.send('a-run-1', 'Something else.', 600);
    told.send('a-run-9', ANSWER, 700);
    expect(rulesIn(told.check())).toEqual(['intent sent twice', 'text sent twice']);
    const retried = world();
    retried.send('a-run-1', ANSWER, 500, { status: 400 });
    retried.send('a-run-1', ANSWER, 600);
    expect(rulesIn(retried.check())).toEqual([]);
  });

  test('when a send took effect and its answer was lost, then a second one is still a double', () => {
    const told = answeredThenTakenOver();
    const lost = told.send('a-run-1', ANSWER, 600);
    lost.answer = { ...lost.answer, error: 'reset after acceptance' };
    expect(rulesIn(told.check())).toEqual(['intent sent twice', 'text sent twice']);
  });

  test('when a customer message is in no transcript, or twice in it, then it is found', () => {
    const told = answeredThenTakenOver();
    told.customer('Hello, Zuva again');
    expect(rulesIn(told.check())).toEqual(['message lost', 'message left without anybody']);
    const twice = answeredThenTakenOver();
    twice.transcript.unshift({ number: 0, at: 0, from: 'customer', text: QUESTION });
    expect(rulesIn(twice.check())).toEqual(['message twice in the transcript']);
  });

  test('when the webhook came twice or was not taken, then it counts as one message or as none', () => {
    const told = answeredThenTakenOver();
    told.customer(QUESTION);
    told.record({ direction: 'fromVendor', customer: CUSTOMER, body: {}, answer: { status: 503 } });
    const report = told.check();
    expect(report.violations).toEqual([]);
    expect(report.counted.customerMessages).toBe(1);
  });

  test('when the only answer was cancelled, came before the message, or the card belongs to somebody else, then the message is left alone', () => {
    const cancelled = world();
    cancelled.customer(QUESTION);
    cancelled.line('customer', QUESTION);
    cancelled.line('assistant', ANSWER);
    expect(rulesIn(cancelled.check())).toEqual(['message left without anybody']);
    const earlier = answeredThenTakenOver();
    earlier.customer('And on Sundays, for Zuva?');
    earlier.line('customer', 'And on Sundays, for Zuva?');
    expect(rulesIn(earlier.check())).toEqual(['message left without anybody']);
    earlier.card(1_100, 'And on Sundays, for Zuva?');
    expect(rulesIn(earlier.check({ acknowledgedAt: ACKNOWLEDGED, workflowId: WORKFLOW.replace('0', 'f') }))).toEqual([
      'message left without anybody',
    ]);
  });
});
