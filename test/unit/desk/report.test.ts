import { createVisitor, startDesk } from '../../support/desk';
import { SCRIPTS } from '../../support/corpora';
import { structureOf } from '../../support/markup';
import { closeAll } from '../../support/http';
import type { Report } from '../../../src/report';

afterEach(closeAll);

const MINUTE = 60_000;
const busy: Partial<Report> = {
  from: Date.UTC(2026, 10, 21),
  until: Date.UTC(2026, 10, 27, 12),
  conversations: 200,
  byAssistant: 150,
  handoffs: 50,
  reasons: [
    { reason: 'complaint', count: 30 },
    { reason: 'refund_request', count: 20 },
  ],
  toHuman: { count: 40, median: 4 * MINUTE, p90: 65 * MINUTE },
  spread: [
    { below: 5 * MINUTE, count: 25 },
    { below: undefined, count: 15 },
  ],
  unanswered: 10,
  agents: [{ agentId: 'U_THANDI', handoffs: 40, toHuman: { count: 40, median: 40_000, p90: 65 * MINUTE } }],
};

async function signedIn(id = 'U_THANDI') {
  const desk = await startDesk();
  Object.assign(desk.world.report, busy);
  const visitor = createVisitor(desk.url);
  await visitor.signIn(id);
  return { ...desk, visitor };
}

/** The cells of the tables, row by row. */
const cells = (markup: string): string[][] =>
  [...markup.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, text = '']) => text.trim()),
  );

describe('the report', () => {
  it('when an agent reads it, then each chart has its figures beside it', async () => {
    const { visitor } = await signedIn();
    const { status, text } = await visitor.get('/desk/report');
    expect(status).toBe(200);
    expect(cells(text)).toEqual([
      ['Who', 'Conversations', 'Share'],
      ['The assistant alone', '150', '75 %'],
      ['With people', '50', '25 %'],
      ['Reason', 'Handoffs', 'Share'],
      ['Complaint: something is missing, damaged or wrong', '30', '60 %'],
      ['The customer wants a refund', '20', '40 %'],
      ['Open time', 'Handoffs', 'Share'],
      ['less than 5 min', '25', '63 %'],
      ['5 min or longer', '15', '38 %'],
      ['Agent', 'Handoffs', 'Median', '90 % within'],
      ['thandi', '40', '40 s', '1 h 5 min'],
    ]);
    expect(text.match(/<svg class="chart"/g)).toHaveLength(4);
    expect(text).toContain('<rect\n');
    expect(text).toContain('21 Nov 2026, 00:00 to 27 Nov 2026, 12:00, UTC');
  });

  it.each([
    ['1', 1],
    ['7', 7],
    ['30', 30],
    ['31', 7],
    ['1 OR 1=1', 7],
    ['', 7],
  ])('when the time is "%s", then %i days are read', async (days, read) => {
    const { visitor, world } = await signedIn();
    await visitor.get(`/desk/report?days=${encodeURIComponent(days)}`);
    expect(world.asked).toEqual([read]);
  });

  it('when an operator reads it, then he sees it too; whoever is signed out goes to the sign-in and back', async () => {
    const { visitor, url } = await signedIn('U_BOSS');
    expect((await visitor.get('/desk/report')).status).toBe(200);
    const stranger = createVisitor(url);
    expect((await stranger.get('/desk/report')).location).toBe('/desk/sign-in?to=%2Fdesk%2Freport');
  });

  it('when nothing has happened, or it cannot be read, then a sentence says so', async () => {
    const { visitor, world, log } = await signedIn();
    Object.assign(world.report, { conversations: 0, byAssistant: 0, reasons: [], agents: [] });
    expect((await visitor.get('/desk/report')).text).toContain('No customer wrote in this time.');
    Object.defineProperty(world, 'report', { get: () => Promise.reject(new Error('Temporal is away.')) });
    const { status, text } = await visitor.get('/desk/report');
    expect([status, text.includes('The figures cannot be read at the moment.')]).toEqual([503, true]);
    expect(log.text()).toContain('The report could not be read.');
  });

  it('when an agent has a name that tries to be markup, then it stays a name', async () => {
    const { visitor, world } = await signedIn();
    const look = async (agentId: string): Promise<string[]> => {
      world.report.agents = [{ ...busy.agents![0]!, agentId }];
      return structureOf((await visitor.get('/desk/report')).text);
    };
    const expected = await look('U_THANDI');
    for (const name of SCRIPTS) expect(await look(name)).toEqual(expected);
  });

  it('when a part is read, then the page says so', async () => {
    const { visitor, world } = await signedIn();
    world.report.cut = true;
    expect((await visitor.get('/desk/report')).text).toContain('the figures are about a part of them');
  });
});
