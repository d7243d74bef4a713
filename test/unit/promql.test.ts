import { alertQueries, dashboardQueries, metricsIn } from '../support/promql';

describe('the queries of dashboard and alerts', () => {
  it('when they are read, each is one, and names a metric', () => {
    const queries = [...dashboardQueries(), ...alertQueries()];
    expect(queries.length).toBeGreaterThan(25);
    for (const query of queries) expect(metricsIn(query)).not.toEqual([]);
  });

  it('when a query is broken, that is noticed', () => {
    expect(() => metricsIn({ title: 'broken', expr: 'sum(rate(baton_turns_total[5m])' })).toThrow(/broken/);
    expect(metricsIn({ title: 'two', expr: 'sum(a_total{x="1"}) / sum(rate(b_total[24h]))' })).toEqual([
      'a_total',
      'b_total',
    ]);
  });
});
