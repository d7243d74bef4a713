import type { Control } from '../control';
import { until } from '../until';

/** The customer of the pictures: the one that the demo begins with. */
export const CUSTOMER = '27825551234';
const WAITING = '27825550177';
const SERVED = '27825550146';
const PATIENCE_MS = 60_000;

/** Three conversations: one answered by the assistant, one waiting for a person, and the story up to an agent's answer. */
export async function playScene(control: Control): Promise<void> {
  await ask(control, SERVED, 'How long does delivery to Durban take?');
  await ask(control, WAITING, 'I want a refund for the kettle');
  for (const text of ['What are your trading hours?', 'Where is my order #5544?']) await ask(control, CUSTOMER, text);
  await ask(control, CUSTOMER, 'It was delivered but a part is missing');
  const card = async () => (await control.slack()).findLast(({ text }) => text.includes('+27 ••••• 1234'));
  const shown = await until(card, (one) => one?.text.includes('Wants:') ?? false, PATIENCE_MS);
  await control.click('U_THANDI', shown!.ts, 'take_over');
  await until(card, (one) => one?.text.includes('has it') ?? false, PATIENCE_MS);
  await control.write('U_THANDI', shown!.ts, 'Hi, this is Thandi. Which part is missing?');
  await until(
    () => control.phone(CUSTOMER),
    (messages) => messages.some(({ author }) => author === 'agent'),
    PATIENCE_MS,
  );
  await control.say(CUSTOMER, 'The dough hook of the mixer');
  await until(card, (one) => one?.replies.some(({ text }) => text.includes('dough hook')) ?? false, PATIENCE_MS);
}

async function ask(control: Control, phone: string, text: string): Promise<void> {
  const before = (await control.phone(phone)).length;
  await control.say(phone, text);
  await until(
    () => control.phone(phone),
    (messages) => messages.slice(before).some(({ from }) => from === 'business'),
    PATIENCE_MS,
  );
}
