import { useShift } from '../support/shift';
import { createWeek } from '../support/week';
import { createWeekShift } from '../support/week-shift';
import { saturday } from './office-hours/saturday';
import { whoseTurn } from './office-hours/whose-turn';
import { window } from './office-hours/window';

const week = createWeek();
const weekShift = createWeekShift(useShift({ BATON_HOURS_FILE: week.hoursFile }), week);

describe('from Saturday night to Monday morning', () => saturday(weekShift));
describe('the end of WhatsApp’s 24 hours', () => window(weekShift));
describe('whose turn it is', () => whoseTurn(weekShift));
