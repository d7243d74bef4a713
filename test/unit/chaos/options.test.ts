import { HELP, readOptions, UsageError } from '../../../chaos/options';

const NOW = 1_764_000_000_000;

describe('the options of chaos', () => {
  test('when nothing is given, then it runs for three minutes with a seed of its own', () => {
    expect(readOptions([], NOW)).toEqual({
      ...{ minutes: 3, seed: NOW % 2 ** 31, conversations: 1_000_000, atOnce: 16 },
      ...{ matrix: false, only: '' },
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
  ])('when %s is "%s", then a sentence says what is expected', (name, value) => {
    expect(() => readOptions([`${name}=${value}`], NOW)).toThrow(new RegExp(`^${name} is "${value}": give a number`));
  });

  test('when an option does not exist, then that is a mistake in the arguments', () => {
    expect(() => readOptions(['--hours', '1'], NOW)).toThrow(UsageError);
  });

  test('when help is asked for, then every option is in it', () => {
    expect(readOptions(['--help'], NOW)).toBe('help');
    for (const name of ['minutes', 'seed', 'conversations', 'at-once', 'matrix', 'only', 'check', 'result'])
      expect(HELP).toContain(`--${name} `);
  });
});
