import { useShift } from '../support/shift';
import { renewal } from './several-runs/renewal';
import { transcript } from './several-runs/transcript';
import { erase } from './several-runs/erase';

const shift = useShift({ BATON_MAX_EVENTS: '100' });

describe('a conversation that has continued as new', () => renewal(shift));
describe('the transcript page', () => transcript(shift));
erase(shift);
