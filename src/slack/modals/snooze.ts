import { SENTENCES } from '../sentences';
import { input, INPUT, moment, type Modal } from './modal';

const SECOND = 1_000;
const HOUR = 3_600_000;
const LONGEST_DAYS = 30;

/** [Snooze until …]: any moment of the next month. */
export const snooze: Modal = {
  id: 'snooze_until',
  kind: 'snooze',
  async view(desk) {
    const soon = Math.ceil((desk.now() + HOUR) / HOUR) * HOUR;
    const element = { type: 'datetimepicker' as const, action_id: INPUT, initial_date_time: soon / SECOND };
    return { title: 'Snooze', submit: 'Snooze', blocks: [input('Until', element)] };
  },
  async read(desk, inputs) {
    const until = (moment(inputs) ?? 0) * SECOND;
    const possible = until > desk.now() && until < desk.now() + LONGEST_DAYS * 24 * HOUR;
    return possible ? { fields: { until } } : { errors: { [INPUT]: SENTENCES.notAhead } };
  },
};
