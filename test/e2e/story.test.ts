import type { JournalEntry } from '../../src/simulator/journal';
import { ENGINES, type Engine } from '../support/engines';
import { playStory, STORY_PHONE, type PlayedStory } from '../support/story';

// It takes the product's own times: people's pauses, and two systems at once.
jest.setTimeout(180_000);

describe('the story, told by curl', () => {
  let plays: Record<Engine, Promise<PlayedStory>>;
  beforeAll(() => {
    plays = { local: playStory('local'), openai: playStory('openai') };
  });
  afterAll(async () => {
    const played = await Promise.all(Object.values(plays));
    await Promise.all(played.map(({ system }) => system.stop()));
  });

  it.each(ENGINES)('when the engine is %s, every step of it is true', async (engine) => {
    const { output } = await plays[engine];
    expect(output).not.toContain('✗');
    expect(output).toMatch(/The story is told\.\n$/);
    expect(output.match(/✓/g)).toHaveLength(20);
  });

  it.each(ENGINES)('when the engine is %s, nobody but people speaks while they have it', async (engine) => {
    const { system } = await plays[engine];
    const { assistant, people } = whoSpoke(await system.control.journal());
    // In the story Thandi keeps the customer waiting twice, for half an hour each.
    expect(people.filter((intent) => !/^(h-|n-ask_resume-|n-answer_delayed-)/.test(intent))).toEqual([]);
    expect(people.filter((intent) => intent.startsWith('n-answer_delayed-'))).toHaveLength(2);
    expect(people.filter((intent) => intent.startsWith('h-'))).toHaveLength(2);
    expect(assistant.filter((intent) => intent.startsWith('a-'))).toHaveLength(6);
    expect(assistant.filter((intent) => intent.startsWith('n-handoff_open-'))).toHaveLength(1);
  });
});

/** The intents that left for the customer, by who had the conversation at that moment. */
function whoSpoke(journal: JournalEntry[]): { assistant: string[]; people: string[] } {
  const spoke = { assistant: [] as string[], people: [] as string[] };
  let who: keyof typeof spoke = 'assistant';
  for (const { direction, kind, customer, intent, body } of journal) {
    const content = JSON.stringify(body);
    if (direction === 'toVendor' && kind === 'chat.update' && content.includes('has it')) who = 'people';
    if (direction === 'fromVendor' && kind === 'block_actions' && content.includes('"hand_back"')) who = 'assistant';
    if (direction === 'fromVendor' && customer === STORY_PHONE && content.includes('"assistant:')) who = 'assistant';
    const sent = direction === 'toVendor' && kind === 'message' && customer === STORY_PHONE;
    if (sent && intent !== undefined) spoke[who].push(intent);
  }
  return spoke;
}
