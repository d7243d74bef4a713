import { useShift } from '../support/shift';
import { buttons } from './desk/buttons';
import { card } from './desk/card';
import { home, waitsAs } from './desk/home';
import { taps } from './desk/taps';
import { phoneApp } from './desk/phone-app';
import { moves } from './desk/moves';

const shift = useShift();

let longest = '';
beforeAll(async () => {
  longest = await waitsAs('Oupa Older', shift());
});

describe("an agent's button that is out of date", () => buttons(shift));
describe("a customer's button that is out of date", () => taps(shift));
describe("an answer from the WhatsApp app on the business's phone", () => phoneApp(shift));
describe('the card of a handoff', () => card(shift));
describe('the Home tab', () => home(shift, () => longest));
moves(shift);
