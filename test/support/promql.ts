import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { root } from './run';

/** One query of the dashboard or of the alerts, under the name that people see. */
export interface Query {
  title: string;
  expr: string;
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

/** Every query of every panel of the dashboard. */
export function dashboardQueries(): Query[] {
  const { panels } = JSON.parse(readFileSync(join(root, 'ops', 'grafana', 'baton.json'), 'utf8')) as {
    panels: Panel[];
  };
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
}

/** Every alert's condition. */
export function alertQueries(): Query[] {
  const file = parse(readFileSync(join(root, 'ops', 'alerts.yml'), 'utf8')) as {
    groups: { rules: { alert: string; expr: string }[] }[];
  };
  return file.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ title: alert, expr })));
}

/** The names of metrics in a query, as Prometheus's own grammar reads it. Throws where it is no query. */
export function metricsIn({ title, expr }: Query): string[] {
  // Grafana fills this in.
  const query = expr.replaceAll('$__rate_interval', '5m');
  const names: string[] = [];
  parser.parse(query).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`"${title}" is no query of Prometheus: ${expr}`);
      if (type.name === 'VectorSelector') names.push(/^[\w:]+/.exec(query.slice(from, to))?.[0] ?? '');
    },
  });
  return names;
}
