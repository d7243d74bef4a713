import { check } from '../../../chaos/checker/check';
import { report } from '../../../chaos/report';
import { wholeStory } from '../../support/chaos-evidence';

type World = ReturnType<typeof wholeStory>;

const found = ({ evidence }: World): string[] =>
  check(evidence).violations.map(({ invariant, what }) => `${invariant} ${what}`);

/** So many messages that were left open at calm, of which so many are answered after this, ms. */
function openAtCalm(world: World, many: number, answeredAfter: (index: number) => number): void {
  const { calmAt } = world.evidence;
  Array.from({ length: many }, (_, index) => {
    const text = `Q${index} here. Another of ${many}?`;
    world.said(calmAt - 1_000, text);
    world.thread(calmAt + answeredAfter(index), text);
  });
}

describe('the floor of liveness', () => {
  test.each<[late: number, many: number, isAlive: boolean]>([
    [0, 5, true],
    [1, 5, false],
    [1, 20, true],
    [2, 20, false],
    [2, 200, true],
    [3, 200, false],
  ])(
    'when %i of %i messages that were open at calm are late, then what was answered before is no excuse',
    (late, many, alive) => {
      const world = wholeStory();
      openAtCalm(world, 150, () => -500);
      openAtCalm(world, many, (index) => (index < late ? 61_000 : 59_000));
      const { liveness } = check(world.evidence);
      expect(liveness).toEqual({
        messages: 153 + many,
        inTime: 153 + many - late,
        openAtCalm: many,
        openInTime: many - late,
      });
      expect(found(world)).toEqual(alive ? [] : ['liveness below the floor']);
    },
  );

  test('when a message comes after the calm, then its minute begins with it', () => {
    const world = wholeStory();
    world.said(100_000, 'Qlate here. And then?');
    world.thread(159_000, 'Qlate here. And then?');
    expect(check(world.evidence).liveness).toMatchObject({ openAtCalm: 1, openInTime: 1 });
  });

  test('when nothing was open at calm, then the report says by what it was judged instead', () => {
    const { evidence } = wholeStory();
    expect(report(evidence, check(evidence), '')).toContain(
      'none  was open at calm or came later: judged by all messages',
    );
  });
});
