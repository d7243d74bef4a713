import { belongingTo, type RecordedRun } from '../../src/customer-runs';
import { workflowIdOfKey } from '../../src/identity';

const keyOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(24, '0');
const idOf = (name: string): string => workflowIdOfKey('1', keyOf(name));

/** A run of the conversation of the first of these names, at a moment of its own. `ended` unless told otherwise. */
let clock = 0;
function run(names: string[], change: Partial<RecordedRun> & { linked?: string[] } = {}): RecordedRun {
  clock += 1;
  const { linked = [], ...rest } = change;
  return {
    workflowId: idOf(names[0]!),
    runId: `${names[0]}-${clock}`,
    startedAt: clock,
    continued: false,
    running: false,
    movedOn: false,
    keys: names.map(keyOf),
    links: linked.map(idOf),
    slackThreads: [],
    ...rest,
  };
}

const found = (name: string, ...runs: RecordedRun[]): RecordedRun[] =>
  belongingTo({ workflowIds: [idOf(name)], keys: [keyOf(name)] }, runs).sort(
    (one, other) => one.startedAt - other.startedAt,
  );

/** A customer known by his number alone, who has had another one before. */
const before = run(['old']);
const continued = run(['old'], { continued: true });
const left = run(['old'], { movedOn: true, linked: ['new'] });
const goesOn = run(['new'], { running: true, linked: ['old'] });
const his = [before, continued, left, goesOn];

describe('whose run is whose', () => {
  test.each(['old', 'new'])('when a number has changed, then both are found from the %s one', (name) => {
    expect(found(name, ...his)).toEqual(his);
  });

  test('when it has changed twice, then all are found from each', () => {
    const chain = [
      run(['one'], { movedOn: true, linked: ['two'] }),
      run(['two'], { movedOn: true, linked: ['one', 'three'] }),
      run(['three'], { running: true, linked: ['two'] }),
    ];
    for (const name of ['one', 'two', 'three']) expect(found(name, ...chain)).toEqual(chain);
  });

  test('when somebody else has the old number by now, then that number means him alone, and the new one never him', () => {
    const stranger = [run(['old'], { continued: true }), run(['old'], { running: true })];
    expect(found('old', ...his, ...stranger)).toEqual(stranger);
    expect(found('new', ...his, ...stranger)).toEqual(his);
  });

  test('when nothing is kept any more of what was under the old number, then its new owner is still somebody else', () => {
    const stranger = run(['old'], { running: true });
    expect(found('old', goesOn, stranger)).toEqual([stranger]);
    expect(found('new', goesOn, stranger)).toEqual([goesOn]);
  });

  test('when the new owner moves on as well, then neither is taken for the other', () => {
    const stranger = run(['old'], { movedOn: true, linked: ['third'] });
    const third = run(['third'], { running: true, linked: ['old'] });
    expect(found('new', ...his, stranger, third)).toEqual(his);
    expect(found('third', ...his, stranger, third)).toEqual([stranger, third]);
    expect(found('old', ...his, stranger, third)).toEqual([stranger, third]);
  });

  test('when he comes back to the old number, then all of it is his', () => {
    const gone = { ...goesOn, running: false, movedOn: true };
    const back = run(['old'], { running: true, linked: ['new'] });
    for (const name of ['old', 'new']) {
      expect(found(name, before, continued, left, gone, back)).toEqual([before, continued, left, gone, back]);
    }
  });

  test('when WhatsApp begins to tell his user id, then what was known by the number is his', () => {
    const [byNumber, byBoth] = [run(['number']), run(['user', 'number'], { running: true })];
    for (const name of ['number', 'user']) expect(found(name, byNumber, byBoth)).toEqual([byNumber, byBoth]);
  });

  test('when two users have had one number, then each is found by his user id without the other', () => {
    const first = run(['user1', 'number'], { movedOn: true, linked: ['user2'] });
    const later = run(['user2', 'number', 'user1', 'number2'], { running: true, linked: ['user1'] });
    const stranger = run(['user3', 'number'], { running: true });
    for (const name of ['user1', 'user2', 'number2'])
      expect(found(name, first, later, stranger)).toEqual([first, later]);
    expect(found('user3', first, later, stranger)).toEqual([stranger]);
  });
});
