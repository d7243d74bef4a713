import { commandOf } from '../../../chaos/command';
import { HELP, readOptions, UsageError, type Options } from '../../../chaos/options';
import { SLICE } from '../../../chaos/slice';

const NOW = 1_764_000_000_000;

describe('the options of chaos', () => {
  test('when nothing is given, then it runs for three minutes with a seed of its own', () => {
    expect(readOptions([], NOW)).toEqual({
      ...{ mode: 'chaos', minutes: 3, seed: NOW % 2 ** 31, conversations: 1_000_000, atOnce: 16 },
      ...{ only: '', races: 0, record: false },
    });
  });

  test('when a run is to be repeated, then minutes and seed are taken as they are', () => {
    expect(readOptions(['--minutes', '0.5', '--seed', '7'], NOW)).toMatchObject({ minutes: 0.5, seed: 7 });
  });

  test.each([
    ['--minutes', 'long'],
    ['--minutes', '0'],
    ['--seed', '-1'],
    ['--conversations', '0'],
    ['--at-once', 'x'],
    ['--races', '0'],
    ['--server-kills', 'many'],
  ])('when %s is "%s", then a sentence says what is expected', (name, value) => {
    expect(() => readOptions([`${name}=${value}`], NOW)).toThrow(new RegExp(`^${name} is "${value}": give a number`));
  });

  test('when the part of npm test is asked for, then its seed and its minutes are taken, and others where they are given', () => {
    expect(readOptions(['--slice', '--until', 'I8, I9'], NOW)).toMatchObject({ ...SLICE, until: ['I8', 'I9'] });
    expect(readOptions(['--slice', '--seed', '7'], NOW)).toMatchObject({ ...SLICE, seed: 7 });
  });

  test('when something else is asked for, then that is what is done, with as many as it takes', () => {
    expect(readOptions(['--soak'], NOW)).toMatchObject({ mode: 'soak', conversations: 5_000, atOnce: 128 });
    expect(readOptions(['--races', '10000'], NOW)).toMatchObject({ mode: 'races', races: 10_000, atOnce: 48 });
    expect(readOptions(['--server-kills', '20'], NOW)).toMatchObject({ mode: 'chaos', serverKills: 20, atOnce: 16 });
    expect(readOptions(['--matrix', '--only', 'card'], NOW)).toMatchObject({ mode: 'matrix', only: 'card' });
  });

  test.each(['--minutes 2', '--server-kills 20', '--matrix --only "card"', '--races 100 --at-once 4', '--soak'])(
    'when a run of %s has ended, then what it prints to repeat it means the same run, whenever it is read',
    (words) => {
      const read = (text: string, now: number) => readOptions(text.replaceAll('"', '').split(' '), now);
      const options = read(words, NOW) as Options;
      expect(read(commandOf(options).replace('npm run chaos -- ', ''), NOW + 1)).toEqual(options);
    },
  );

  test('when two things are asked for at once, then a sentence says that it cannot be', () => {
    expect(() => readOptions(['--matrix', '--soak'], NOW)).toThrow('--matrix and --soak cannot be done in one run.');
  });

  test('when an option does not exist, then that is a mistake in the arguments', () => {
    expect(() => readOptions(['--hours', '1'], NOW)).toThrow(UsageError);
  });

  test('when help is asked for, then every option is in it', () => {
    expect(readOptions(['--help'], NOW)).toBe('help');
    const names = [
      ...['minutes', 'seed', 'conversations', 'at-once', 'slice', 'until', 'result', 'record'],
      ...['server-kills', 'matrix', 'only', 'races', 'soak', 'write-docs', 'check'],
    ];
    for (const name of names) expect(HELP).toContain(`--${name} `);
  });
});
