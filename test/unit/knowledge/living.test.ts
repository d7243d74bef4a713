import { createEngines } from '../../../activities/assistant/engines';
import { following } from '../../../activities/knowledge/following';
import { parseKnowledge } from '../../../activities/knowledge/parse';
import type { Knowledge } from '../../../activities/knowledge/types';
import { NOVEMBER } from '../assistant/brain';
import { knowledgeFiles, TOPIC } from './files';

const repairsFor = (price: string): Knowledge =>
  parseKnowledge(knowledgeFiles({ 'topics/repairs.md': TOPIC.replace('R150', price) }));

describe('what follows the knowledge', () => {
  test('when nothing was replaced, it is made once; when it was, once more', () => {
    let value = { name: 'a' };
    const make = jest.fn(({ name }: { name: string }) => name.toUpperCase());
    const current = following(() => value, make);
    expect([current(), current()]).toEqual(['A', 'A']);
    value = { name: 'b' };
    expect([current(), current()]).toEqual(['B', 'B']);
    expect(make).toHaveBeenCalledTimes(2);
  });

  test('when the knowledge was replaced, the next answer is the new one and the old price is no fact any more', async () => {
    let knowledge = repairsFor('R150');
    const options = { knowledge: () => knowledge, orders: undefined, model: undefined, now: () => NOVEMBER };
    const { configured } = createEngines(options);
    const request = {
      engine: 'configured' as const,
      messages: ['do you repair lamps'],
      transcript: [],
      language: 'en' as const,
      timeoutMs: 1_000,
      notBefore: 0,
      customer: {},
      phoneNumberId: '0',
      lastMessageId: '',
    };
    const answer = () => configured.draft(request, new AbortController().signal);
    expect(await answer()).toMatchObject({ answerable: true, text: 'We repair lamps for R150.' });
    knowledge = repairsFor('R180');
    expect(await answer()).toMatchObject({ answerable: true, text: 'We repair lamps for R180.', violations: [] });
  });
});
