import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutputs } from '../support/outputs';

describe('the search of what processes have written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-outputs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const leaks = (name: string, line: string, ...secrets: string[]) => {
    const outputs = createOutputs(folder);
    secrets.forEach((secret) => outputs.remember(secret));
    outputs.append(name, `${line}\n`);
    return outputs
      .leaks()
      .filter(({ file }) => file === `${name}.log`)
      .map(({ secret }) => secret);
  };

  test.each<[name: string, line: string, secret: string, found: string[]]>([
    ['number', '{"to":"27821234567"}', '27821234567', ['27821234567']],
    ['words', 'it said "where is my parcel" twice', 'where is my parcel', ['where is my parcel']],
    ['end', 'and then 27821234567', '27821234567', ['27821234567']],
    ['quoted', '{"text":"she said \\"come here\\" and left"}', 'she said "come here"', ['she said "come here"']],
    ['id', 'wamid.HBgL and more', 'wamid.HBgL and', ['wamid.HBgL and', 'wamid.']],
    ['short', 'ok, it is ready', 'ok', []],
    ['another', '{"to":"27821234568"}', '27821234567', []],
  ])('when a line has %s, then all of it is found and nothing else', (name, line, secret, found) => {
    expect(leaks(name, line, secret, 'nobody ever wrote this')).toEqual(found);
  });

  test('when two secrets begin alike, then each is found', () => {
    expect(
      leaks('alike', 'your parcel is here, your parcel is late', 'your parcel is here', 'your parcel is late'),
    ).toEqual(['your parcel is here', 'your parcel is late']);
  });
});
