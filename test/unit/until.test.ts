import { readUntil } from '../../src/until';
import { southAfrican } from '../support/opening';

const ZONE = 'Africa/Johannesburg';
const NOW = southAfrican('2026-11-27 13:20');

describe('a moment that somebody types', () => {
  test.each([
    ['14:00', '2026-11-27 14:00'],
    [' 9.30 ', '2026-11-28 09:30'],
    ['13:20', '2026-11-28 13:20'],
    ['tomorrow', '2026-11-28 08:00'],
    ['Tomorrow 9:30', '2026-11-28 09:30'],
    ['45 min', '2026-11-27 14:05'],
    ['2h', '2026-11-27 15:20'],
  ])('when it is “%s” at 13:20, then it is %s', (text, moment) => {
    expect(readUntil(text, NOW, ZONE)).toBe(southAfrican(moment));
  });

  test.each(['', 'later', '25:00', '14:75', 'tomorrow morning', '14'])('when it is “%s”, then it is none', (text) => {
    expect(readUntil(text, NOW, ZONE)).toBeUndefined();
  });
});
