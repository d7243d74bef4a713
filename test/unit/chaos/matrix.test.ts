import { POINTS } from '../../../chaos/matrix/points';
import { STRIKES } from '../../../chaos/matrix/strikes';

test.each([
  ['moments', POINTS],
  ['strikes', STRIKES],
])('when the matrix is drawn, then no two %s share a name and with it a cell', (_, all) => {
  const names = all.map(({ name }) => name);
  expect(names.filter((name, position) => names.indexOf(name) < position)).toEqual([]);
});
