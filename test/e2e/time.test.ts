import { useShift } from '../support/shift';
import { clock } from './time/clock';
import { resume } from './time/resume';

const shift = useShift();

describe('the clock of a conversation that people have', () => clock(shift));
describe('the way back to the assistant', () => resume(shift));
