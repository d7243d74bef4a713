import * as api from './api.js';
import { attachButton, messageOf } from './attach.js';
import { byId, el, redraw } from './dom.js';
import { icon } from './icons.js';
import { showMessages } from './phone.js';
import { clockOf, numberOf } from './store.js';
import { spanOf, timeOf } from './time.js';
import { attempt } from './toasts.js';

export const THINGS_TO_WRITE = [
  'What are your trading hours?',
  'How much is delivery?',
  'Are you open on public holidays?',
  'Where is my order #5544?',
  'It was delivered but a part is missing',
  'I want a refund',
  'This is useless, I am furious!',
  'Can I talk to a person?',
];

/** The customer's phone: what is on it, and what is done with it. */
export function createPhonePanel(store) {
  const { world } = store;
  const send = (content) => attempt(() => api.sendFromPhone(world.phone, content));

  function takeText() {
    const input = byId('phone-text');
    const text = input.value.trim();
    input.value = '';
    return text;
  }

  byId('phone-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = takeText();
    if (text !== '') void send({ text });
  });
  byId('send-photo').addEventListener('click', () => {
    const caption = takeText();
    void send({ image: caption === '' ? {} : { caption } });
  });
  attachButton('phone-attach', 'phone-file', (file) => send(messageOf(file, takeText())));
  byId('send-voice').addEventListener('click', () => void send({ audio: { seconds: 7 } }));

  return {
    draw() {
      const { messages, profile, phone, faults } = world;
      const typing = profile?.typing === true;
      showMessages(byId('bubbles'), { messages, typing, now: clockOf(world) }, (button) => send({ button }));
      const down = faults.some(({ vendor, kind }) => vendor === 'whatsapp' && kind === 'outage');
      byId('phone-status').textContent = down ? 'waiting for network…' : typing ? 'typing…' : 'business account';
      byId('phone-owner-name').textContent = profile?.name ?? '';
      byId('phone-owner-number').textContent = numberOf(phone);
      drawSuggestions(world.suggested.phone, send);
      this.tick();
    },
    /** Once a second. */
    tick() {
      const ahead = world.profile?.clockOffsetMs ?? 0;
      byId('phone-clock').textContent = timeOf(clockOf(world));
      byId('phone-ahead').textContent = ahead === 0 ? '' : `${spanOf(ahead)} ahead`;
    },
  };
}

// While the tour proposes something, nothing else distracts.
function drawSuggestions(suggested, send) {
  const texts = suggested ?? THINGS_TO_WRITE;
  redraw(byId('phone-try'), texts.join('\n'), () =>
    texts.map((text) =>
      el(`button.chip${suggested ? '.suggested' : ''}`, { type: 'button', onclick: () => void send({ text }) }, [
        suggested ? icon('send') : undefined,
        text,
      ]),
    ),
  );
}
