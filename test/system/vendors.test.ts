import { useShift } from '../support/shift';
import { deliveries } from './vendors/deliveries';
import { answers } from './vendors/answers';
import { slackOutages } from './vendors/slack-outages';

const shift = useShift();

describe('a message on its way to WhatsApp', () => deliveries(shift));
describe('an answer of the assistant on its way to WhatsApp', () => answers(shift));
describe('what the team is to see while Slack is in trouble', () => slackOutages(shift));
