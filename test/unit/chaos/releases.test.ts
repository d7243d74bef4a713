import { check } from '../../../chaos/checker/check';
import { wholeStory } from '../../support/chaos-evidence';

type World = ReturnType<typeof wholeStory>;

const STALE = 'This button is out of date: the conversation has moved on since. Nothing has changed.';
const DUEL = 'I3 a duel';

const found = ({ evidence }: World): string[] =>
  check(evidence).violations.map(({ invariant, what }) => `${invariant} ${what}`);

/** The assistant begins to speak. */
const speaks = (world: World, at: number): void => world.send(at, 'a-run-9', 'And one more thing.', 500);

/** Handed to people and taken by Thandi once more; `minute`: by the conversation's clock. */
function takenAgain(world: World, at: number, minute: number, more: { handoff?: number; epoch?: number } = {}): void {
  world.event(minute, 'Handed to the team.', 'paused');
  world.event(minute + 1, 'Thandi took over.', 'paused');
  world.card(at, 'Thandi has it', { handoff: 2, since: (minute + 1) * 60, ...more });
}

function resolved(world: World, at: number, minute: number, more: { handoff?: number } = {}): void {
  world.click(at, 'U_THANDI', 'resolve', more);
  world.event(minute, 'Thandi resolved the handoff (solved). The assistant answers again.', 'active');
}

/** Thandi has it from 600 to 900 ms, and from 20 s on where `takenAgain` says so. */
const DUELS: [name: string, spoil: (world: World) => void][] = [
  [
    'somebody else has clicked, who is refused',
    (world) => {
      world.click(820, 'U_PIETER', 'hand_back');
      speaks(world, 850);
    },
  ],
  [
    'the agent has clicked on a stale button, and reads so',
    (world) => {
      world.answer(830, world.click(820, 'U_THANDI', 'hand_back'), STALE);
      speaks(world, 850);
    },
  ],
  [
    'the agent has clicked, and the record never says that the assistant is back',
    (world) => {
      takenAgain(world, 20_000, 3);
      world.click(21_000, 'U_THANDI', 'hand_back');
      speaks(world, 22_000);
    },
  ],
  [
    'the customer has tapped a stale button',
    (world) => {
      world.said(820, 'Ask the assistant', { button: 'assistant:1:0' });
      speaks(world, 850);
    },
  ],
  [
    'the customer has tapped what he was asked before anybody came, and confirms only later',
    (world) => {
      takenAgain(world, 20_000, 3);
      world.send(19_000, 'n-handoff_open-run-8', 'Somebody is coming again.', 200, 'assistant:7:1');
      world.said(20_500, 'Ask the assistant', { button: 'assistant:7:1' });
      speaks(world, 21_000);
      confirmedByCustomer(world, 30_000, 'assistant:7:2');
    },
  ],
  [
    'the customer has tapped the question before the last, and confirms only later',
    (world) => {
      takenAgain(world, 20_000, 3);
      world.send(20_100, 'n-ask_resume-run-8', 'Keep waiting?', 200, 'assistant:7:1');
      world.send(20_200, 'n-ask_resume-run-10', 'Keep waiting?', 200, 'assistant:7:2');
      world.said(20_500, 'Ask the assistant', { button: 'assistant:7:1' });
      speaks(world, 21_000);
      confirmedByCustomer(world, 30_000, 'assistant:7:3');
    },
  ],
  [
    'a handoff was resolved 7.8 s before it was taken again',
    (world) => {
      resolved(world, 12_200, 3);
      takenAgain(world, 20_000, 4);
      speaks(world, 31_000);
    },
  ],
  [
    'it was resolved shortly before it was taken again, and is resolved later',
    (world) => {
      takenAgain(world, 5_000, 3);
      resolved(world, 12_200, 5, { handoff: 2 });
      takenAgain(world, 20_000, 6, { handoff: 3 });
      speaks(world, 31_000);
      resolved(world, 40_000, 9, { handoff: 3 });
    },
  ],
  [
    'it was handed back before it was taken again, and is handed back later',
    (world) => {
      takenAgain(world, 5_000, 3, { epoch: 7 });
      handedBack(world, 12_200, 5, 7);
      takenAgain(world, 20_000, 6, { epoch: 9 });
      speaks(world, 31_000);
      handedBack(world, 40_000, 9, 9);
    },
  ],
  [
    'a handoff was resolved shortly before a slash command took it, and more than ten seconds ago',
    (world) => {
      takenAgain(world, 5_000, 3);
      resolved(world, 15_000, 5);
      world.command(20_000, 'U_THANDI', 'You have this conversation now. Its card comes.');
      speaks(world, 31_000);
    },
  ],
];

function confirmedByCustomer(world: World, at: number, button: string): void {
  world.send(at - 100, 'n-ask_resume-run-11', 'Keep waiting?', 200, button);
  world.said(at, 'Ask the assistant', { button });
  world.event(50, 'The customer chose the assistant.', 'active');
}

function handedBack(world: World, at: number, minute: number, epoch?: number): void {
  world.click(at, 'U_THANDI', 'hand_back', epoch === undefined ? {} : { epoch });
  world.event(minute, 'Thandi let the assistant come back.', 'active');
}

/** What is broken makes cards late and loses answers. */
const ALLOWED: [name: string, happen: (world: World) => void][] = [
  [
    'the agent has handed it back, and the second click is refused',
    (world) => {
      takenAgain(world, 20_000, 3);
      handedBack(world, 21_000, 5);
      world.answer(21_600, world.click(21_500, 'U_THANDI', 'hand_back'), STALE);
      speaks(world, 21_200);
    },
  ],
  [
    'it was handed back before the late card said who has it',
    (world) => {
      handedBack(world, 19_000, 5);
      world.transcript.pop();
      takenAgain(world, 20_000, 3);
      world.event(5, 'Thandi let the assistant come back.', 'active');
      speaks(world, 60_000);
    },
  ],
  [
    'the customer confirms what he was asked last',
    (world) => {
      takenAgain(world, 20_000, 3, { epoch: 7 });
      confirmedByCustomer(world, 30_000, 'assistant:7:2');
      speaks(world, 31_000);
    },
  ],
  [
    'a confirmation was under way while a slash command took it',
    (world) => {
      takenAgain(world, 5_000, 3);
      resolved(world, 15_000, 5);
      world.command(20_000, 'U_THANDI', 'You have this conversation now. Its card comes.');
      speaks(world, 24_000);
    },
  ],
];

describe('who has let the assistant come back', () => {
  test.each(DUELS)('when %s, then what the assistant says is a duel', (_name, spoil) => {
    const world = wholeStory();
    spoil(world);
    expect(found(world)).toContain(DUEL);
  });

  test.each(ALLOWED)('when %s, then the assistant may speak', (_name, happen) => {
    const world = wholeStory();
    happen(world);
    expect(found(world)).not.toContain(DUEL);
  });

  test('when the customer has tapped a stale button while nobody had come, then the assistant has resumed by itself', () => {
    const world = wholeStory();
    world.event(3, 'Handed to the team.', 'paused');
    world.sent(1_200, 'n-handoff_open-run-5', 'Somebody is coming again.', 'assistant:7:1');
    world.said(1_300, 'Ask the assistant', { button: 'assistant:1:0' });
    speaks(world, 1_400);
    expect(found(world)).toContain('I4 resumed by itself');
  });

  test('when the record has an agent by the name with which he signs in, then it is he all the same', () => {
    const world = wholeStory();
    const back = world.transcript.find(({ text }) => text === 'Thandi let the assistant come back.');
    Object.assign(back ?? {}, { text: 'thandi let the assistant come back.' });
    expect(found(world)).toEqual([]);
  });

  test('when the record has lost its beginning, then a click of whoever has it by the card counts, and no other', () => {
    const clicked = (user: string): string[] => {
      const world = wholeStory();
      world.record.recordBegins = 100;
      world.transcript.splice(0);
      world.card(20_000, 'Thandi has it', { since: 300 });
      world.click(21_000, user, 'hand_back');
      speaks(world, 22_000);
      return found(world);
    };
    expect(clicked('U_THANDI')).not.toContain(DUEL);
    expect(clicked('U_PIETER')).toContain(DUEL);
  });

  test('when the record has lost its beginning, then it is counted as looked at in part', () => {
    const world = wholeStory();
    expect(check(world.evidence).counted).toMatchObject({ 'conversations looked at only in part': 0 });
    world.record.recordBegins = 2;
    expect(check(world.evidence).counted).toMatchObject({ 'conversations looked at only in part': 1 });
  });
});
