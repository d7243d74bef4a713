import { join } from 'node:path';
import { loadKnowledge } from '../../../activities/knowledge/load';
import { parseKnowledge } from '../../../activities/knowledge/parse';
import { createTexts } from '../../../activities/knowledge/texts';
import { BUTTON_KEYS, NOTICE_KEYS } from '../../../workflows/conversation/words';
import { knowledgeFiles, textsFile } from './files';

const LANGUAGES = ['en', 'af', 'zu', 'xh', 'st'] as const;

const OPENS = Date.UTC(2026, 10, 30, 6);

const texts = createTexts(
  parseKnowledge(
    knowledgeFiles({
      'texts/en.yml': textsFile({
        first_contact: 'I belong to {shop}. {url}',
        greeting: '{shop}: {can_do_1}, {can_do_2}, {can_do_3}',
        now_with_agent: 'You talk to {name}.',
        order_not_found: 'No {number} here.',
        'button no_thanks': 'No',
      }),
      'texts/af.yml': 'notices: { now_with_agent: "Jy praat met {name}.", greeting: "Dag van {shop}" }\nbuttons: { no_thanks: Nee }',
    }),
  ),
);

describe('the words to the customer', () => {
  test('when a notice is rendered, the business and the parameters stand in it', () => {
    expect(texts.renderNotice('greeting', 'en', {})).toBe('Blue Door: one thing, two things, three things');
    expect(texts.renderNotice('now_with_agent', 'af', { name: 'Thandi' })).toBe('Jy praat met Thandi.');
  });

  test('when a language lacks a text, English is used', () => {
    expect(texts.renderNotice('order_not_found', 'zu', { number: '77' })).toBe('No 77 here.');
    expect(texts.buttonTitle('no_thanks', 'af')).toBe('Nee');
    expect(texts.buttonTitle('no_thanks', 'st')).toBe('No');
  });

  test('when it is the first answer, it closes with who is speaking', () => {
    expect(texts.withFirstContact('We open at nine.', 'en')).toBe(
      'We open at nine.\n\nI belong to Blue Door. https://bluedoor.example/privacy',
    );
  });

  test('when it is said who speaks, the name stands in bold before it, and the assistant has one in each language', () => {
    const sample = createTexts(loadKnowledge(join(__dirname, '..', '..', '..', 'knowledge')));
    expect(sample.withSpeaker('Hello', 'af', { agent: 'Thandi' })).toBe('*Thandi*: Hello');
    expect(sample.withSpeaker('Hello', 'en', 'assistant')).toBe('*Assistant*: Hello');
    expect(sample.withSpeaker('Hallo', 'af', 'assistant')).toBe('*Assistent*: Hallo');
  });

  test('when a name has line breaks, braces or no end, it stays one short line and fills nothing else', () => {
    const text = texts.renderNotice('now_with_agent', 'en', { name: `{shop}\n${'a'.repeat(300)}` });
    expect(text).toMatch(/^You talk to \{shop\} a+\.$/);
    expect(text.length).toBeLessThan(100);
  });

  test.each([
    ['en', 'Monday 08:00'],
    ['af', 'Maandag 08:00'],
    ['zu', 'uMsombuluko 08:00'],
    ['xh', 'uMvulo 08:00'],
    ['st', 'Mantaha 08:00'],
  ] as const)('when the office is closed, then in %s it is told that it opens on %s', (language, opens) => {
    const sample = createTexts(loadKnowledge(join(__dirname, '../../../knowledge')));
    const asked = OPENS - 34 * 3_600_000;
    const text = sample.renderNotice('handoff_closed', language, { opens: String(OPENS), asked: String(asked) });
    expect(text).toContain(opens);
    expect(sample.closedNow(language, OPENS, asked)).toContain(opens);
  });

  test('when it opens only after a week, then the date is told too', () => {
    const sample = createTexts(loadKnowledge(join(__dirname, '../../../knowledge')));
    const parameters = { opens: String(OPENS), asked: String(OPENS - 8 * 86_400_000) };
    expect(sample.renderNotice('handoff_closed', 'en', parameters)).toContain('Monday 30/11 08:00');
  });

  test('when a parameter is missing, it is said and nothing half-written goes out', () => {
    expect(() => texts.renderNotice('order_not_found', 'en', {})).toThrow('needs the parameter number');
  });

  test('when a conversation begins with the greeting, it says by itself who speaks, how to reach a person and where the privacy statement is', () => {
    const sample = createTexts(loadKnowledge(join(__dirname, '../../../knowledge')));
    for (const language of LANGUAGES) {
      const greeting = sample.renderNotice('greeting', language, {});
      expect(greeting).toMatch(/Karoo & Kettle[^]*\*agent\*[^]*https:/);
      expect(greeting.split('*agent*')).toHaveLength(2);
    }
  });

  test('when the sample texts are rendered in any language, no placeholder is left and the limits hold', () => {
    const sample = createTexts(loadKnowledge(join(__dirname, '../../../knowledge')));
    for (const language of LANGUAGES) {
      for (const key of NOTICE_KEYS) {
        const text = sample.renderNotice(key, language, {
          name: 'Thandi Nkosi',
          number: '5544',
          opens: String(OPENS),
          asked: String(OPENS),
        });
        expect(text).not.toMatch(/[{}]/);
        expect(text.length).toBeLessThanOrEqual(1024);
      }
      for (const key of BUTTON_KEYS) expect(sample.buttonTitle(key, language).length).toBeLessThanOrEqual(20);
    }
  });
});
