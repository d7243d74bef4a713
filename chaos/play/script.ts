import { createChance, type Chance } from '../../test/support/chance';

/** One thing that a customer or an agent does. */
export type Step =
  | { do: 'say'; text: string }
  /** Several messages, as fast as a thumb allows. */
  | { do: 'burst'; texts: string[] }
  /** Several messages in one webhook, as Meta may send them. */
  | { do: 'batch'; texts: string[] }
  /** Sent a while ago, and only now it arrives. */
  | { do: 'late'; text: string; ageMs: number }
  | { do: 'wish'; text: string }
  /** Agents take it so long after a question that the assistant may be anywhere with its answer. */
  | { do: 'seize'; text: string; afterMs: number; agents: string[] }
  | { do: 'take'; by: 'button' | 'command'; agents: string[] }
  /** Written in the thread; by whoever has the conversation unless somebody is named. */
  | { do: 'reply'; text: string; agent?: string }
  | { do: 'click'; action: 'hand_back' | 'resolve' | 'keep_with_us'; by: 'owner' | 'other' }
  | { do: 'tap'; title: string }
  | { do: 'passes'; minutes: number };

export interface Script {
  number: number;
  steps: Step[];
}

const AGENTS = ['U_THANDI', 'U_PIETER'];
const SYLLABLES = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'zo', 'xu'];
export const QUESTIONS = [
  'What are your trading hours?',
  'How much is delivery to Durban?',
  'Are you open on public holidays?',
  'Can I pay with instant EFT?',
  'How long does a refund by card take?',
  'Do you sell gift vouchers?',
];
const WISHES = [
  'I want to talk to a person',
  'I want my money back',
  'I need a human please',
  'My parcel is missing a part',
];
const LATER = ['any news?', 'is anybody there?', 'please hurry', 'I am still waiting'];
const REPLIES = ['let me look into that', 'it is on its way', 'your money is coming', 'thanks for waiting'];
const HALF_AN_HOUR = 31;

/** The customer's mark and the message's, in a word that nobody else writes. */
export function word(customer: number, message: number): string {
  const syllables = (value: number, count: number): string =>
    Array.from(
      { length: count },
      (_, place) => SYLLABLES[Math.floor(value / SYLLABLES.length ** place) % SYLLABLES.length],
    ).join('');
  return `Q${syllables(customer, 4)}${syllables(message, 2)}x`;
}

/** The marks of one customer's messages, one after the other. */
function marksOf(customer: number): () => string {
  let messages = 0;
  return () => word(customer, (messages += 1));
}

/** How many of 100 conversations are of which kind; the rest is taken over while the assistant answers. */
export interface Mix {
  routine: number;
  handedOff: number;
  backAndForth: number;
}

/** Everything that can go wrong. */
const TROUBLED: Mix = { routine: 28, handedOff: 40, backAndForth: 20 };

/** As on an ordinary day: most are answered and done. */
export const ORDINARY: Mix = { routine: 78, handedOff: 13, backAndForth: 4 };

/** What happens in one conversation: the same for the same seed and number. */
export function writeScript(seed: number, number: number, mix: Mix = TROUBLED): Script {
  const chance = createChance((seed * 7_919 + number * 104_729) % 2 ** 31);
  const mark = marksOf(number);
  const ask = (): string => `${mark()} here. ${chance.oneOf(QUESTIONS)}`;
  const parts: Parts = {
    ask,
    later: () => `${mark()} again, ${chance.oneOf(LATER)}`,
    wish: (what = chance.oneOf(WISHES)) => `${mark()} here. ${what}`,
    reply: () => `${chance.oneOf(REPLIES)} ${mark()}`,
    chance,
  };
  const kind = chance.between(1, 100);
  return { number, steps: stepsOf(kind, mix, parts) };
}

function stepsOf(
  kind: number,
  { routine: answered, handedOff: people, backAndForth: both }: Mix,
  parts: Parts,
): Step[] {
  if (kind <= answered) return routine(parts);
  if (kind <= answered + people) return handedOff(parts);
  return kind <= answered + people + both ? backAndForth(parts) : takenOver(parts);
}

/** Numbers that chance does not come to. */
const FIRST_RARE = 50_000;

/** What a short run might leave to chance: wants people for two things, and is answered after the 24 hours. */
export function writeRareScripts(): Script[] {
  const texts = (number: number) => {
    const mark = marksOf(number);
    return (words: string): string => `${mark()} here. ${words}`;
  };
  const [back, late] = [FIRST_RARE, FIRST_RARE + 1];
  const [goesBack, waits] = [texts(back), texts(late)];
  const take: Step = { do: 'take', by: 'button', agents: ['U_THANDI'] };
  const twoReasons: Step[] = [
    { do: 'wish', text: goesBack('I want to talk to a person') },
    { do: 'tap', title: 'Ask the assistant' },
    { do: 'say', text: goesBack('What are your trading hours?') },
    { do: 'wish', text: goesBack('I want my money back') },
    { do: 'say', text: goesBack('please hurry') },
    take,
    { do: 'reply', text: goesBack('your money is coming') },
  ];
  const afterADay: Step[] = [
    { do: 'wish', text: waits('I need a human please') },
    take,
    { do: 'passes', minutes: 24 * 60 },
    { do: 'reply', text: waits('let me look into that') },
    { do: 'say', text: waits('any news?') },
  ];
  return [
    { number: back, steps: twoReasons },
    { number: late, steps: afterADay },
  ];
}

/** Long enough that what a conversation carries along is soon as large as it may become. */
const AT_LENGTH = [
  'I write to you from the farm, where the signal comes and goes, so I put everything into one message and hope that it arrives.',
  'My sister told me about your shop, and she has been baking for the whole street since the winter.',
  'She says that the people at your counter are friendly and that the boxes are packed well, which is good to know with our roads.',
  'The children help me in the kitchen on Saturdays, so whatever we use has to be simple and easy to clean.',
  'My neighbour has the older one, and we have compared the two for weeks over coffee, without coming to any end.',
  'Now we have agreed to leave it to you.',
].join(' ');

/** A customer who never stops: bursts of questions, and now and then a wish that an agent takes and resolves. */
export function writeRegular(number: number, steps: number): Script {
  let messages = 0;
  const ask = (): string =>
    `${word(number, (messages += 1))} here. ${AT_LENGTH} ${QUESTIONS[messages % QUESTIONS.length]}`;
  const day: Step[][] = Array.from({ length: steps }, (_, position): Step[] => {
    if (position % 12 < 11) return [{ do: 'burst', texts: [ask(), ask(), ask(), ask(), ask(), ask()] }];
    return [
      { do: 'wish', text: `${word(number, (messages += 1))} here. ${WISHES[0]}` },
      { do: 'take', by: 'button', agents: ['U_THANDI'] },
      { do: 'reply', text: `${REPLIES[0]} ${word(number, (messages += 1))}` },
      { do: 'click', action: 'resolve', by: 'owner' },
    ];
  });
  return { number, steps: day.flat() };
}

interface Parts {
  ask(): string;
  later(): string;
  wish(what?: string): string;
  reply(): string;
  chance: Chance;
}

function questions(parts: Parts, most: number): Step[] {
  return Array.from({ length: parts.chance.between(1, most) }, () => question(parts));
}

function question({ ask, chance }: Parts): Step {
  const kind = chance.between(1, 10);
  if (kind <= 6) return { do: 'say', text: ask() };
  if (kind <= 8) return { do: 'burst', texts: [ask(), ask()] };
  if (kind === 9) return { do: 'batch', texts: [ask(), ask(), ask()] };
  return { do: 'late', text: ask(), ageMs: chance.between(1, 60) * 60_000 };
}

const routine = (parts: Parts): Step[] => [{ do: 'say', text: parts.ask() }, ...questions(parts, 3)];

/** The customer wants people; they take it, or nobody comes; it ends in every way in which it can. */
function handedOff(parts: Parts): Step[] {
  const { chance, wish, later } = parts;
  const begins: Step[] = [...questions(parts, 2), { do: 'wish', text: wish() }, { do: 'say', text: later() }];
  if (chance.between(1, 4) === 1) return [...begins, ...nobodyComes(parts)];
  const agents = chance.between(1, 3) === 1 ? chance.shuffled(AGENTS) : [chance.oneOf(AGENTS)];
  const by = chance.between(1, 3) === 1 ? 'command' : 'button';
  return [...begins, { do: 'take', by, agents }, ...worksOn(parts), ...ends(parts)];
}

/** The customer goes back to the assistant before anybody has come, and then wants people for something else. */
function backAndForth(parts: Parts): Step[] {
  const { wish, ask, reply, chance } = parts;
  const [first, second] = chance.shuffled(WISHES);
  return [
    { do: 'wish', text: wish(first) },
    { do: 'tap', title: 'Ask the assistant' },
    { do: 'say', text: ask() },
    { do: 'wish', text: wish(second) },
    { do: 'take', by: 'button', agents: [chance.oneOf(AGENTS)] },
    { do: 'reply', text: reply() },
    ...ends(parts),
  ];
}

/** An agent takes what the assistant is just answering. */
function takenOver(parts: Parts): Step[] {
  const agents = parts.chance.between(1, 2) === 1 ? parts.chance.shuffled(AGENTS) : [parts.chance.oneOf(AGENTS)];
  return [
    { do: 'say', text: parts.ask() },
    { do: 'seize', text: parts.ask(), afterMs: parts.chance.between(0, 2_000), agents },
    { do: 'take', by: 'command', agents },
    ...worksOn(parts),
    ...ends(parts),
  ];
}

function worksOn({ chance, reply, later }: Parts): Step[] {
  return Array.from({ length: chance.between(1, 3) }, (): Step[] => [
    { do: 'reply', text: reply(), ...(chance.between(1, 8) === 1 && { agent: chance.oneOf(AGENTS) }) },
    ...(chance.between(1, 2) === 1 ? [{ do: 'say' as const, text: later() }] : []),
  ]).flat();
}

function ends(parts: Parts): Step[] {
  const { chance, ask, later, reply } = parts;
  const somebodyElse: Step[] = chance.between(1, 3) === 1 ? [{ do: 'click', action: 'hand_back', by: 'other' }] : [];
  switch (chance.between(1, 7)) {
    case 1:
    case 2:
      return [...somebodyElse, { do: 'click', action: 'hand_back', by: 'owner' }, { do: 'say', text: ask() }];
    case 3:
      return [...somebodyElse, { do: 'click', action: 'resolve', by: 'owner' }, { do: 'say', text: ask() }];
    case 4:
      return [
        { do: 'passes', minutes: HALF_AN_HOUR },
        { do: 'click', action: 'keep_with_us', by: 'owner' },
        { do: 'reply', text: reply() },
      ];
    case 5:
      return [{ do: 'say', text: later() }, ...nobodyComes(parts)];
    case 6:
      return [
        { do: 'passes', minutes: 24 * 60 },
        { do: 'reply', text: reply() },
        { do: 'say', text: later() },
      ];
    default:
      return [
        { do: 'passes', minutes: HALF_AN_HOUR },
        { do: 'click', action: 'hand_back', by: 'owner' },
        { do: 'say', text: ask() },
      ];
  }
}

function nobodyComes({ chance, later, ask }: Parts): Step[] {
  const asked: Step[] = [
    { do: 'passes', minutes: HALF_AN_HOUR },
    { do: 'passes', minutes: 12 },
  ];
  switch (chance.between(1, 3)) {
    case 1:
      return [...asked, { do: 'tap', title: 'Ask the assistant' }, { do: 'say', text: ask() }];
    case 2:
      return [...asked, { do: 'tap', title: 'Keep waiting' }, { do: 'say', text: later() }];
    default:
      return [...asked, { do: 'say', text: later() }];
  }
}
