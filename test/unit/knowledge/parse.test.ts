import { join } from 'node:path';
import { loadKnowledge } from '../../../activities/knowledge/load';
import { KnowledgeError, parseKnowledge } from '../../../activities/knowledge/parse';
import { BUSINESS, knowledgeFiles, textsFile, TOPIC } from './files';

function problemsOf(change: Record<string, string | undefined>): string[] {
  try {
    parseKnowledge(knowledgeFiles(change));
    return [];
  } catch (error) {
    if (error instanceof KnowledgeError) return error.problems;
    throw error;
  }
}

describe('reading the knowledge', () => {
  test('when every file is right, the business, its topics and its facts are there', () => {
    const { business, topics } = parseKnowledge(knowledgeFiles());
    expect(business).toMatchObject({ name: 'Blue Door', timeZone: 'Africa/Johannesburg' });
    expect(business.facts).toContain('contact.phone: +27 11 555 0101');
    expect(topics).toEqual([
      {
        id: 'repairs',
        title: 'Lamp repairs',
        language: 'en',
        questions: ['do you repair lamps'],
        keywords: ['repair'],
        body: 'We repair lamps for R150.',
      },
    ]);
  });

  test('when the configuration names a privacy page, it wins over the file', () => {
    expect(parseKnowledge(knowledgeFiles(), 'https://other.example/p').business.privacyUrl).toBe(
      'https://other.example/p',
    );
  });

  test('when several files are wrong, every problem is told at once with its file', () => {
    const problems = problemsOf({
      'business.yml': BUSINESS.replace('Africa/Johannesburg', 'Africa/Nowhere').replace('09:00-16:00', 'nine to four'),
      'topics/Bad Name.md': TOPIC,
      'topics/dates.md': TOPIC.replace('---\nWe', 'valid_from: 2026-12-01\nvalid_until: 2026-11-01\n---\nWe'),
      'topics/empty.md': TOPIC.replace('We repair lamps for R150.', ''),
      'topics/front.md': 'No block at all.',
      'topics/unknown.md': TOPIC.replace('keywords', 'keyword'),
      'texts/zu.yml': 'notices: [',
    });
    const text = problems.join('\n');
    expect(text).toMatch(/business\.yml: time_zone: is no name from the IANA/);
    expect(text).toMatch(/business\.yml: hours\.monday: must be "08:00-17:00" or closed/);
    expect(text).toMatch(/topics\/Bad Name\.md: a file's name/);
    expect(text).toMatch(/topics\/dates\.md: valid_until is before valid_from/);
    expect(text).toMatch(/topics\/empty\.md: has no answer/);
    expect(text).toMatch(/topics\/front\.md: must begin with the block/);
    expect(text).toMatch(/topics\/unknown\.md: .*keyword/);
    expect(text).toMatch(/texts\/zu\.yml: is not valid YAML/);
    expect(problems).toHaveLength(8);
  });

  test('when a notice has a placeholder that nobody fills, the file and the key are named', () => {
    expect(problemsOf({ 'texts/en.yml': textsFile({ greeting: 'Hi {nickname}' }) })).toEqual([
      'texts/en.yml: greeting has the unknown placeholder {nickname}.',
    ]);
  });

  test('when a topic names what the team does next, it must be something the team knows', () => {
    const topic = (team: string) => ({ 'topics/repairs.md': TOPIC.replace('keywords', `team: ${team}\nkeywords`) });
    expect(problemsOf(topic('complaint'))).toEqual([]);
    expect(problemsOf(topic('repair')).join('\n')).toMatch(/^topics\/repairs\.md: team: must be one of .*refund_request/);
  });

  test('when a parameter belongs to another notice, it is unknown', () => {
    expect(problemsOf({ 'texts/en.yml': textsFile({ thanks: 'Order {number}' }) })).toHaveLength(1);
    expect(problemsOf({ 'texts/en.yml': textsFile({ order_not_found: 'Order {number}' }) })).toEqual([]);
  });

  test('when a notice is longer than WhatsApp takes, or a button title is, both are told', () => {
    const problems = problemsOf({
      'texts/en.yml': textsFile({ first_contact: 'x'.repeat(100) }),
      'texts/af.yml': `notices: { offer: "${'y'.repeat(1_025)}" }\nbuttons: { no_thanks: "Nee dankie, beslis nie nou" }`,
    });
    expect(problems).toHaveLength(2);
    expect(problems.join()).toMatch(/texts\/af\.yml: offer has up to 1025 characters.*the button no_thanks has 26/);
  });

  test('when English lacks a notice, it is missing; another language may lack it', () => {
    const english = textsFile().replace(/ {2}thanks: .*\n/, '');
    expect(problemsOf({ 'texts/en.yml': english })).toEqual(['texts/en.yml: the notice thanks is missing.']);
    expect(problemsOf({ 'texts/af.yml': 'notices: {}\nbuttons: {}' })).toEqual([]);
  });

  test('when files are missing, the folder cannot be used', () => {
    expect(problemsOf({ 'business.yml': undefined, 'topics/repairs.md': undefined, 'texts/en.yml': undefined })).toEqual([
      'business.yml: is missing.',
      'texts/en.yml: is missing.',
      'topics/: holds no topic (a file ending in .md).',
    ]);
  });

  test('when the folder does not exist, it is named', () => {
    expect(() => loadKnowledge('/nowhere/at/all')).toThrow('the folder /nowhere/at/all does not exist');
  });

  test('when the sample business is read, it has at least 30 topics, one in Afrikaans and one with dates', () => {
    const { topics } = loadKnowledge(join(__dirname, '../../../knowledge'));
    expect(topics.length).toBeGreaterThanOrEqual(30);
    expect(topics.some(({ language }) => language === 'af')).toBe(true);
    expect(topics.some(({ validFrom, validUntil }) => validFrom !== undefined && validUntil !== undefined)).toBe(true);
  });
});
