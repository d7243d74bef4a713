import { useShift } from '../support/shift';
import { renewal } from './several-runs/renewal';
import { transcript } from './several-runs/transcript';
import { erase } from './several-runs/erase';

const shift = useShift({ BATON_MAX_EVENTS: '100' });

// First: the list of unanswered questions, which it prints, has the words of every customer before.
erase(shift);
describe('a conversation that has continued as new', () => renewal(shift));
describe('the transcript page', () => transcript(shift));
