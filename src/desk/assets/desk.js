// Keys, a sound and the title. The pages are whole without it.
const title = document.title;
const live = document.getElementById('live');
const lost = document.getElementById('lost');
const scroll = document.getElementById('scroll');
const lines = document.getElementById('lines');
const pending = document.getElementById('pending');
const sound = document.getElementById('sound');

const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]') !== null;
const rows = () => [...document.querySelectorAll('#list .row')];

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row === document.activeElement || row.getAttribute('aria-current') === 'true');
  const focused = all.indexOf(document.activeElement);
  const from = focused === -1 ? here : focused;
  all[Math.min(all.length - 1, Math.max(0, from + step))]?.focus();
}

/** Opens a drawer and goes to the first thing in it. */
function draw(name) {
  const drawer = document.querySelector(`[data-drawer="${name}"]`);
  if (!drawer) return false;
  drawer.open = true;
  drawer.querySelector('input:not([type=hidden]), select, button')?.focus();
  return true;
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  r: () => document.getElementById('words')?.focus(),
  t: () => draw('take') || document.querySelector('[data-command="takeOver"] button')?.click(),
  e: () => draw('resolve'),
};

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    document.querySelectorAll('.drawer[open]').forEach((drawer) => (drawer.open = false));
    if (typing(event.target)) event.target.blur();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.target.id === 'words') {
    event.preventDefault();
    event.target.form.querySelector('[value="reply"]').click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// A form that got no answer, and a file that was gone when it was to be sent.
document.addEventListener('htmx:error', ({ detail }) => {
  if (detail.ctx?.target?.id !== 'said') return;
  const sentence = document.createElement('p');
  sentence.className = 'said';
  sentence.textContent =
    'That got no answer. Send it again: what has arrived counts once. A file that was changed or moved has to be chosen again.';
  detail.ctx.target.replaceChildren(sentence);
});

// Whoever has chosen what to answer goes on to write.
document.addEventListener('click', ({ target }) => {
  if (target.closest?.('a.answer')) document.getElementById('words')?.focus();
});

// One drawer at a time.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (!target.open || !target.matches('.drawer')) return;
    document.querySelectorAll('.drawer[open]').forEach((other) => {
      if (other !== target) other.open = false;
    });
  },
  true,
);

/** Two short tones. Browsers play nothing before somebody has touched the page. */
function beep() {
  const audio = new AudioContext();
  [660, 880].forEach((frequency, index) => {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    const at = audio.currentTime + index * 0.14;
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.13);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.14);
  });
  setTimeout(() => void audio.close(), 600);
}

const newIn = (name) => Number(document.getElementById(`count-${name}`)?.dataset.new || 0);
/** Customers whom nobody has, and those who wait for an answer of whoever looks. */
const countNew = () => newIn('queue') + newIn('mine');
let waiting = countNew();

function tell() {
  const now = countNew();
  document.title = now > 0 ? `(${now}) ${title}` : title;
  if (now > waiting) {
    document.body.dataset.newWork = String(Number(document.body.dataset.newWork ?? 0) + 1);
    if (localStorage.getItem('desk-silent') === null) beep();
  }
  waiting = now;
}

function showSound() {
  const silent = localStorage.getItem('desk-silent') !== null;
  sound.setAttribute('aria-pressed', String(!silent));
  sound.title = silent ? 'Sound for new work is off' : 'Sound for new work is on';
}

if (sound) {
  sound.hidden = false;
  showSound();
  sound.addEventListener('click', () => {
    if (localStorage.getItem('desk-silent') === null) localStorage.setItem('desk-silent', '1');
    else localStorage.removeItem('desk-silent');
    showSound();
  });
}

// On a phone the page itself scrolls.
const toEnd = () => {
  if (scroll.scrollHeight > scroll.clientHeight) scroll.scrollTo({ top: scroll.scrollHeight });
  else (pending.offsetHeight > 0 ? pending : lines.lastElementChild)?.scrollIntoView({ block: 'end' });
};

if (lines) {
  toEnd();
  let atEnd = true;
  const look = () => {
    const bottom = lines.getBoundingClientRect().bottom;
    atEnd = bottom - Math.min(window.innerHeight, scroll.getBoundingClientRect().bottom) < 80;
  };
  scroll.addEventListener('scroll', look);
  document.addEventListener('scroll', look);
  new MutationObserver(() => atEnd && toEnd()).observe(scroll, { childList: true, subtree: true });
}

// The two counts change one after the other, also where a customer has only gone from one to the other.
let telling;
const tellSoon = () => {
  clearTimeout(telling);
  telling = setTimeout(tell, 100);
};

new MutationObserver(tellSoon).observe(document.querySelector('.bar nav') ?? document.body, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['data-new'],
});
tell();

if (live) {
  // Nobody tells this page what is new, so it says nothing of it; what has come meanwhile it tells without a sound.
  live.addEventListener('rest', () => {
    document.title = title;
    waiting = Infinity;
  });
  live.addEventListener('htmx:sse:after:connection', () => (lost.hidden = true));
  live.addEventListener('htmx:sse:error', () => (lost.hidden = false));
  // Signed out, or no longer one of the agents: the server says which.
  live.addEventListener('over', () => window.location.reload());
}
