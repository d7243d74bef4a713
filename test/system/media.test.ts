import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useShift } from '../support/shift';
import { deskFiles } from './media/desk';
import { filesForTheTeam } from './media/customer';
import { filesFromSlack } from './media/slack';

/** Where the gateway keeps what is being attached on the desk page. */
const scratch = mkdtempSync(join(tmpdir(), 'baton-media-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const shift = useShift({}, () => Promise.resolve({ gatewayOnly: { TMPDIR: scratch } }));

describe('what a customer sends', () => filesForTheTeam(shift));
describe('what an agent attaches in Slack', () => filesFromSlack(shift));
describe('what an agent attaches on the desk page', () => deskFiles(shift, () => readdirSync(scratch)));
