import { Router, type Request, type Response } from 'express';
import { html } from '../http/html';
import type { Logger } from '../logger';
import { REPORT_DAYS, type ReadReport, type ReportDays } from '../report';
import { viewerOn } from './entrance';
import { framed } from './pages/frame';
import { renderReport } from './pages/report';
import { send } from './respond';
import type { Sights } from './sights';
import type { Team } from './team';

export interface ReportDeps {
  report: ReadReport;
  sights: Pick<Sights, 'counts'>;
  team: Team;
  timeZone: string;
  logger: Logger;
}

const AWAY = 'The figures cannot be read at the moment. Try again in a minute.';
const DEFAULT_DAYS: ReportDays = 7;

const daysIn = ({ query }: Request): ReportDays =>
  REPORT_DAYS.find((days) => String(days) === query['days']) ?? DEFAULT_DAYS;

/** `/desk/report?days=`: how much the assistant answers, and how long customers wait for people. */
export function createReportRoutes(deps: ReportDeps): Router {
  const router = Router();
  router.get('/desk/report', (request, response) => showReport(deps, daysIn(request), response));
  return router;
}

async function showReport(
  { report, sights, team, timeZone, logger }: ReportDeps,
  days: ReportDays,
  response: Response,
): Promise<void> {
  const viewer = viewerOn(response);
  const frame = { viewer, title: 'Report', current: 'report' as const, layout: 'wide', live: undefined };
  try {
    const [read, counts] = await Promise.all([report(days), sights.counts(viewer.agent.id)]);
    const agents = await Promise.all(read.agents.map(({ agentId }) => team.agent(agentId)));
    const names = new Map(agents.map(({ id, name }) => [id, name]));
    send(response, 200, framed({ ...frame, counts, main: renderReport(read, { days, names, timeZone }) }));
  } catch (error) {
    logger.error({ kind: 'desk', error }, 'The report could not be read.');
    const main = html`<h1 class="hidden">Report</h1>
      <p class="empty">${AWAY}</p>`;
    send(response, 503, framed({ ...frame, counts: undefined, main }));
  }
}
