import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkKnowledge } from '../../../activities/knowledge/check/check';
import { contradictionFindings } from '../../../activities/knowledge/check/contradictions';
import { hoursFindings } from '../../../activities/knowledge/check/hours';
import { KNOWLEDGE_FOLDERS, REPLIES_FOLDER } from '../../../activities/knowledge/load';
import { parseKnowledge } from '../../../activities/knowledge/parse';
import type { KnowledgeFile } from '../../../activities/knowledge/types';
import { readFolder } from '../../../src/folder';
import { NOVEMBER } from '../assistant/brain';
import { readRows, SETS } from '../../evals/rows';
import { BUSINESS, knowledgeFiles, textsFile, TOPIC } from './files';

const SAMPLE = join(__dirname, '../../../knowledge');
let sample: KnowledgeFile[];

beforeAll(async () => {
  ({ files: sample } = await readFolder(SAMPLE, { folders: [...KNOWLEDGE_FOLDERS, REPLIES_FOLDER], isWanted: () => true }));
});

/** What contradicts `business.yml` in the sample business with one text replaced in one file. */
function slipped(path: string, from: string | RegExp, to: string): string[] {
  const files = sample.map((file) => (file.path === path ? { path, content: file.content.replace(from, to) } : file));
  expect(files).not.toEqual(sample);
  const checked = { ...parseKnowledge(files), day: '2026-11-18' };
  return [...contradictionFindings(checked), ...hoursFindings(checked)].map(({ file, sentence }) => `${file}: ${sentence}`);
}

const wrongIn = (files: KnowledgeFile[], now = NOVEMBER): string[] =>
  checkKnowledge(files, now)
    .findings.filter(({ severity }) => severity === 'wrong')
    .map(({ kind, file, sentence }) => `${kind} ${file}: ${sentence}`);

const small = (change: Record<string, string | undefined>): string[] => wrongIn(knowledgeFiles(change));

describe('checking the sample business', () => {
  test('when it is as it is, nothing needs mending and everything needed is answered', () => {
    const { findings, topics, coverage } = checkKnowledge(sample, NOVEMBER);
    expect(findings.map(({ kind }) => kind)).toEqual(['ends_soon']);
    expect(topics).toBeGreaterThanOrEqual(30);
    expect(coverage.needed).toBeGreaterThanOrEqual(30);
    expect(coverage.answered).toBe(coverage.needed);
  });

  test('when a needed question were one of the evaluation, the evaluation would prove nothing', () => {
    const rows = new Set(SETS.flatMap((set) => readRows(set)).map(({ input }) => input.toLowerCase()));
    const needed = readFileSync(join(SAMPLE, 'needed-topics.yml'), 'utf8').matchAll(/^ {2}- (.+)$/gm);
    expect([...needed].map(([, question]) => question!).filter((question) => rows.has(question))).toEqual([]);
  });

  test.each([
    ['a fee', 'topics/delivery-fees.md', 'R85', 'R95', /says R95 where delivery_fees\.Main centres in business\.yml is 85/],
    ['the amount of free delivery', 'topics/free-delivery.md', 'orders of R850', 'orders of R750', /says R750 where free_delivery_from .* is 850/],
    ['the amount in Afrikaans', 'topics/aflewering-platteland.md', 'van R850', 'van R800', /says R800 where free_delivery_from/],
    ['the hours', 'topics/trading-hours.md', '08:00 to 17:00', '8am - 6pm', /says “Monday to Friday: 8am - 6pm”, and neither hours nor phone_hours/],
    ['the hours of the telephone', 'business.yml', /"09:00-16:00"/g, '"09:00-15:00"', /topics\/phone-hours\.md: says “Monday to Friday, 09:00 to 16:00”/],
    ['the number', 'topics/phone-hours.md', '023 555 0142', '023 555 0143', /has 023 555 0143, which is not in business\.yml/],
    ['the e-mail address', 'topics/scams.md', 'help@karoo', 'hello@karoo', /scams\.md: has hello@karooandkettle\.example/],
    ['the website', 'topics/stock.md', 'www.karooandkettle.example', 'www.karookettle.example', /has www\.karookettle\.example/],
    ['a closed day', 'business.yml', 'sunday: closed', 'sunday: "09:00-13:00"', /trading-hours\.md: says “Sunday and public holidays: closed”/],
    ['a public holiday', 'business.yml', 'public_holidays: closed', 'public_holidays: "09:00-13:00"', /public-holidays\.md: says “closed on all South African public holidays”/],
    ['the street', 'topics/collection.md', '12 Waboom Street', '21 Waboom Street', /has the address 21 Waboom Street/],
  ])('when %s in one place is another, the topic is named', (_what, path, from, to, sentence) => {
    const found = slipped(path, from, to);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((line) => line.startsWith('topics/'))).toBe(true);
    expect(found.join('\n')).toMatch(sentence);
  });

  test('when a fee got a name that no topic uses, or free delivery left business.yml, both are told', () => {
    expect(slipped('business.yml', 'Main centres: 85', 'The rest of Durban: 110')).toEqual([
      'business.yml: says delivery_fees.The rest of Durban: 110, and no topic tells that fee in these words: write it into a topic, or take it out.',
    ]);
    const found = slipped('business.yml', 'free_delivery_from: 850', '');
    expect(found).toContainEqual(
      'topics/free-delivery.md: says R850 where there is no free_delivery_from in business.yml: add it there, or take this out.',
    );
  });

  test('when a topic is gone whose questions every shop hears, the gap is named with its nearest neighbour', () => {
    const without = (topic: string) => wrongIn(sample.filter(({ path }) => path !== `topics/${topic}.md`));
    const warranty = without('warranty');
    expect(warranty).toEqual([
      expect.stringMatching(/^gap needed-topics\.yml: no topic surely answers .*warranty.*nearest: topics\/[a-z-]+\.md/),
    ]);
  });

  test('when the promotion is over, it is named and with it the question that nothing answers any more', () => {
    expect(wrongIn(sample, Date.parse('2026-12-01T10:00:00Z')).map((line) => line.split(' ').slice(0, 2))).toEqual([
      ['gap', 'needed-topics.yml:'],
      ['expired', 'topics/promotion.md:'],
    ]);
  });
});

describe('checking a small business', () => {
  test('when nothing is wrong, nothing is said but which languages are left out', () => {
    expect(small({})).toEqual([]);
    const { findings } = checkKnowledge(knowledgeFiles(), NOVEMBER);
    expect(findings.map(({ kind, file }) => `${kind} ${file}`)).toEqual(
      ['af', 'st', 'xh', 'zu'].map((language) => `language texts/${language}.yml`),
    );
  });

  test('when files cannot be used, every problem is told with its file and nothing else is looked at', () => {
    const found = small({ 'topics/a.md': 'no block', 'business.yml': BUSINESS.replace('Africa/Johannesburg', 'Nowhere') });
    expect(found).toEqual([
      expect.stringMatching(/^broken business\.yml: time_zone: is no name/),
      expect.stringMatching(/^broken topics\/a\.md: must begin with the block/),
    ]);
  });

  test('when a number lost its quotation marks, so that its zero is gone, it is told', () => {
    const business = BUSINESS.replace('phone: "+27 11 555 0101"', 'phone: 0115550101');
    expect(small({ 'business.yml': business })).toEqual([
      'broken business.yml: contact.phone: must stand between quotation marks.',
    ]);
  });

  test('when a file is not saved as UTF-8 it is told; a mark at its beginning is no mistake', () => {
    expect(small({ 'topics/repairs.md': `\uFEFF${TOPIC}` })).toEqual([]);
    expect(small({ 'topics/repairs.md': TOPIC.replace('repair', 'rep\uFFFDir') })).toEqual([
      'broken topics/repairs.md: is not saved as UTF-8: save it again and choose the encoding UTF-8.',
    ]);
  });

  test('when a topic has the wrong ending, it is not read in silence', () => {
    expect(small({ 'topics/hours.md.txt': TOPIC, 'texts/xx.yml': 'a: b', 'topics/.hours.md.swp': '' })).toEqual([
      expect.stringMatching(/^not_read texts\/xx\.yml: is not read/),
      'not_read topics/hours.md.txt: is not read: let its name end in .md.',
    ]);
  });

  test('when an answer is long, the same question stands twice or two answers are the same, each is told', () => {
    const found = small({
      'topics/again.md': TOPIC.replace('Lamp repairs', 'More repairs'),
      'topics/long.md': TOPIC.replace('Lamp repairs', 'Long').replace(/do you .*\]/, 'is it long]').replace('We', 'We '.repeat(300)),
    });
    expect(found).toEqual([
      expect.stringMatching(/^duplicate topics\/again\.md: has the question “do you repair lamps” which topics\/repairs\.md/),
      expect.stringMatching(/^duplicate topics\/again\.md: has the same answer as topics\/repairs\.md/),
      expect.stringMatching(/^too_long topics\/long\.md: has \d+ characters: shorten it to 700/),
    ]);
  });

  test('when a translation lacks keys, a placeholder or the word that brings a person, each is told', () => {
    const found = small({
      'texts/en.yml': textsFile({ first_contact: 'Type *agent*.', now_with_agent: 'Here is {name}.' }),
      'texts/af.yml': textsFile({ first_contact: 'Tik *mens*.', now_with_agent: 'Hier is iemand.' }).replace(/ {2}offer: .*\n/, ''),
    });
    expect(found).toEqual([
      'language texts/af.yml: lacks the notice offer, so customers read it in English: translate it.',
      'language texts/af.yml: now_with_agent lacks {name}, which the English one has: put it in.',
      'language texts/af.yml: first_contact lacks *agent*: leave this word as it is, customers type it.',
    ]);
  });

  test('when words of the sample are listed and still stand somewhere, every file is named', () => {
    const found = small({
      'business.yml': `${BUSINESS}must_not_appear: [Karoo & Kettle, Worcester]\n`,
      'topics/repairs.md': TOPIC.replace('We repair', 'In Worcester we repair'),
      'texts/en.yml': textsFile({ offer: 'Karoo & Kettle asks.' }),
    });
    expect(found).toEqual([
      'must_not_appear texts/en.yml: speaks of “Karoo & Kettle”, which must not appear: replace it.',
      'must_not_appear topics/repairs.md: speaks of “Worcester”, which must not appear: replace it.',
    ]);
  });

  test('when a canned reply cannot be used, or is in a file of another kind, it is told', () => {
    const found = small({
      'business.yml': `${BUSINESS}must_not_appear: [Worcester]\n`,
      'replies/photo.md': '---\ntitle: Photo\nfr: Une photo ?\n---\nA photo?',
      'replies/Empty.md': '---\ntitle: Empty\n---\n',
      'replies/notes.txt': 'for us',
      'replies/shop.md': '---\ntitle: Shop\naf: Kom na Worcester\n---\nCome by.',
    });
    expect(found).toEqual([
      'broken replies/Empty.md: has no text below the block.',
      'not_read replies/notes.txt: is not read: let its name end in .md.',
      'broken replies/photo.md: Unrecognized key: "fr".',
      'must_not_appear replies/shop.md: speaks of “Worcester”, which must not appear: replace it.',
    ]);
  });

  test('when the list of what is needed is no list, it is told', () => {
    expect(small({ 'needed-topics.yml': 'hours: when' })).toEqual(['broken needed-topics.yml: hours: must be a list of questions.']);
  });
});
