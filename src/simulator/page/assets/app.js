import * as api from './api.js';
import { byId, el, icon, signs, spanOf } from './dom.js';
import { showPhone } from './phone.js';
import { showSlack } from './slack.js';
import { bannerOf, showWorkflow } from './workflow.js';

const TRY = [
  'What are your trading hours?',
  'How much is delivery?',
  'Are you open on public holidays?',
  'Where is my order #5544?',
  'It was delivered but a part is missing',
  'I want a refund',
];

const state = {
  phone: '',
  screen: undefined,
  workflow: {},
  workflowAt: Date.now(),
  person: undefined,
  // The newest card until somebody chooses, and again when another one comes; null is the channel.
  thread: undefined,
  newest: undefined,
  dismissed: new Set(),
};
let source;
let typingTimer;

const digitsOf = (text) => text.replace(/\D/g, '');

/** Runs what somebody asked for; a refusal is shown, never swallowed. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}

function toast(text) {
  const node = el('p.toast', {}, text);
  byId('toasts').append(node);
  setTimeout(() => node.remove(), 6000);
}

// Phone

async function readPhone() {
  const phone = state.phone;
  const [profile, messages] = await Promise.all([api.profile(phone), api.phoneMessages(phone)]);
  if (phone !== state.phone) return;
  showPhone(byId('bubbles'), { messages, typing: profile.typing }, (button) => send({ button }));
  byId('phone-status').textContent = profile.typing ? 'typing…' : 'business account';
  byId('clock').textContent =
    profile.clockOffsetMs === 0 ? '' : `${spanOf(profile.clockOffsetMs)} ahead of the wall clock`;
  clearTimeout(typingTimer);
  if (profile.typing) typingTimer = setTimeout(() => void readPhone(), 3000);
}

const send = (content) => attempt(() => api.sendFromPhone(state.phone, content));

function switchTo(phone) {
  state.phone = phone;
  state.workflow = {};
  byId('customer-phone').value = phone;
  byId('command-text').placeholder = `take +${phone}`;
  history.replaceState(null, '', `?phone=${phone}${location.hash}`);
  drawWorkflow();
  listen();
}

// Slack

async function readSlack() {
  state.screen = await api.slackScreen();
  const { channel, people } = state.screen;
  const newest = newestCard();
  if (newest !== state.newest) state.thread = undefined;
  state.newest = newest;
  byId('channel').textContent = channel;
  if (state.person === undefined) {
    state.person = people[0].id;
    byId('person').replaceChildren(
      ...people.map(({ id, name, agent }) => el('option', { value: id }, agent ? name : `${name} (not an agent)`)),
    );
  }
  drawSlack();
}

const newestCard = () => state.screen?.messages.findLast(({ user }) => user === undefined)?.ts;

const targetThread = () => (state.thread === undefined ? newestCard() : state.thread);

function drawSlack() {
  const { person, dismissed, screen } = state;
  if (!screen) return;
  const thread = targetThread();
  showSlack(byId('messages'), screen, { person, thread, dismissed, press, choose, dismiss });
  const root = screen.messages.find(({ ts }) => ts === thread);
  byId('target').replaceChildren(...(root ? ['In the thread of ', ...signs(titleOf(root))] : ['To the channel']));
}

// The second line of a card says who the customer is; the first is the same on every card.
function titleOf({ text }) {
  const [first, second] = text.split('\n');
  return (second ?? first).slice(0, 60);
}

function choose(ts) {
  state.thread = ts ?? null;
  drawSlack();
  byId('slack-text').focus();
}

function dismiss(ts) {
  state.dismissed.add(ts);
  drawSlack();
}

async function press(message, button) {
  if (button.url) window.open(button.url, '_blank', 'noreferrer,noopener');
  state.thread = message.thread_ts ?? (message.ephemeral ? state.thread : message.ts);
  const { action_id, value } = button;
  const click = { user: state.person, ts: message.ts, action_id, ...(value === undefined ? {} : { value }) };
  tell(await attempt(() => api.click(click)));
}

// What Slack itself says stands nowhere in the channel.
function tell(answer) {
  for (const { kind, text } of answer?.shown ?? []) if (kind !== 'ephemeral') toast(text);
}

// The workflow

function drawWorkflow() {
  showWorkflow(byId('workflow'), state.workflow, Date.now() - state.workflowAt);
}

async function readFaults() {
  const faults = await api.faults();
  for (const button of document.querySelectorAll('[data-fault]')) {
    const isDown = faults.some(({ vendor, kind }) => vendor === button.dataset.fault && kind === 'outage');
    button.setAttribute('aria-pressed', String(isDown));
  }
}

async function toggleFault(button) {
  const vendor = button.dataset.fault;
  if (button.getAttribute('aria-pressed') === 'true') return api.clearFaults(vendor);
  const directions = vendor === 'llm' || vendor === 'orders' ? ['toVendor'] : ['toVendor', 'fromVendor'];
  for (const direction of directions) await api.putFault({ vendor, kind: 'outage', direction });
}

async function moveClock(button) {
  const buttons = document.querySelectorAll('[data-minutes]');
  for (const one of buttons) one.disabled = true;
  await attempt(() => api.advance(state.phone, Number(button.dataset.minutes)));
  for (const one of buttons) one.disabled = false;
}

function listen() {
  source?.close();
  source = new EventSource(`page/events?phone=${state.phone}`);
  source.addEventListener('open', () => (byId('offline').hidden = true));
  source.addEventListener('error', () => (byId('offline').hidden = false));
  source.addEventListener('phone', () => void attempt(readPhone));
  source.addEventListener('slack', () => void attempt(readSlack));
  source.addEventListener('faults', () => void attempt(readFaults));
  source.addEventListener('workflow', ({ data }) => {
    state.workflow = JSON.parse(data);
    state.workflowAt = Date.now();
    drawWorkflow();
  });
}

function onSubmit(form, input, work) {
  byId(form).addEventListener('submit', (event) => {
    event.preventDefault();
    const text = byId(input).value.trim();
    if (text === '') return;
    byId(input).value = '';
    void work(text);
  });
}

function wire() {
  for (const node of document.querySelectorAll('[data-icon]')) node.append(icon(node.dataset.icon));
  byId('try').replaceChildren(
    ...TRY.map((text) => el('button.chip', { type: 'button', onclick: () => void send({ text }) }, text)),
  );
  onSubmit('phone-form', 'phone-text', (text) => send({ text }));
  byId('send-photo').addEventListener('click', () => {
    const caption = byId('phone-text').value.trim();
    byId('phone-text').value = '';
    void send({ image: caption === '' ? {} : { caption } });
  });
  byId('send-voice').addEventListener('click', () => void send({ audio: { seconds: 7 } }));
  byId('customer-form').addEventListener('submit', (event) => {
    event.preventDefault();
    switchTo(digitsOf(byId('customer-phone').value));
  });
  byId('new-customer').addEventListener('click', () => {
    switchTo(`2782555${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`);
  });

  byId('person').addEventListener('change', ({ target }) => {
    state.person = target.value;
    drawSlack();
  });
  onSubmit('slack-form', 'slack-text', async (text) => {
    const thread_ts = targetThread();
    const message = { user: state.person, text, ...(thread_ts ? { thread_ts } : {}) };
    tell(await attempt(() => api.write(message)));
  });
  onSubmit('command-form', 'command-text', async (text) => {
    tell(await attempt(() => api.command({ user: state.person, command: '/baton', text })));
  });
  for (const button of document.querySelectorAll('[data-fault]')) {
    button.addEventListener('click', () => void attempt(() => toggleFault(button)));
  }
  for (const button of document.querySelectorAll('[data-minutes]')) {
    button.addEventListener('click', () => void moveClock(button));
  }
}

async function start() {
  wire();
  const facts = await api.facts();
  byId('banner').textContent = bannerOf(facts);
  const asked = digitsOf(new URLSearchParams(location.search).get('phone') ?? '');
  switchTo(asked || facts.phone);
  setInterval(drawWorkflow, 1000);
}

void attempt(start);
