import { readFileSync } from 'node:fs';
import { PLACES } from '../../src/simulator/page/assets/diagram.js';
import {
  DIAGRAM,
  everyChange,
  PAGE_DIAGRAM,
  pageDiagram,
  PEOPLE,
  stateDiagram,
  TIMERS,
} from '../support/state-diagram';

describe('the picture of who may speak', () => {
  const drawn = stateDiagram();

  test('when it is drawn from the rules, then it is the one in the documentation', () => {
    expect(readFileSync(DIAGRAM, 'utf8')).toBe(drawn);
  });

  test('when the demo page draws it, then it is the same, and every box has its place', () => {
    const page = readFileSync(PAGE_DIAGRAM, 'utf8');
    expect(page).toBe(pageDiagram());
    const { nodes } = JSON.parse(page) as { nodes: object };
    expect(Object.keys(PLACES).sort()).toEqual(Object.keys(nodes).sort());
  });

  test('when everything has been tried, then no timer and no mere message leads from people to the assistant', () => {
    const back = everyChange().filter(({ from, to }) => PEOPLE.includes(from) && !PEOPLE.includes(to));
    const labels = new Set(back.map(({ label }) => label));
    expect([...labels].filter((label) => TIMERS.includes(label))).toEqual([]);
    expect([...labels].sort()).toEqual([
      'agent hands back',
      'agent hands back before anybody wrote',
      'agent resolves',
      'customer asks the assistant',
      'customer asks the assistant before anybody wrote',
      'customer says it is sorted',
    ]);
  });

  test('when it is looked at, then it fits on one page', () => {
    expect(drawn.split('\n').filter((line) => /^ +\S+ -->/.test(line)).length).toBeLessThanOrEqual(18);
  });
});
