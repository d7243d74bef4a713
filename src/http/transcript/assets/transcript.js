// Keeps a transcript up to date. The page is whole without it.
const state = document.getElementById('live');
const list = document.getElementById('lines');
let seen = '';
let source;

const say = (words, kind) => {
  state.textContent = words;
  state.dataset.state = kind;
};

/** What the server wrote is escaped there; a template runs no script. */
function element(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup.trim();
  return template.content.firstElementChild;
}

const lineOf = (number) => document.getElementById(`line-${number}`);

function put({ number, markup }) {
  const fresh = element(markup);
  const old = lineOf(number);
  if (!old) list.append(fresh);
  else if (old.outerHTML !== fresh.outerHTML) old.replaceWith(fresh);
}

function dropBefore(first) {
  const numberOf = (item) => Number(item.id.slice('line-'.length));
  while (list.firstElementChild && (first === undefined || numberOf(list.firstElementChild) < first)) {
    list.firstElementChild.remove();
  }
}

function show({ title, parts, lines, first }) {
  const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 80;
  document.title = title;
  for (const [name, markup] of Object.entries(parts)) {
    const place = document.getElementById(name);
    if (place.innerHTML !== markup) place.innerHTML = markup;
  }
  dropBefore(first);
  lines.forEach(put);
  if (atEnd) list.lastElementChild?.scrollIntoView({ block: 'end' });
}

function follow() {
  const { address, revision } = state.dataset;
  source = new EventSource(`${address}&seen=${seen || revision}`);
  source.onopen = () => say('Live', 'live');
  source.onerror = () => say('The connection is lost; trying again.', 'lost');
  source.addEventListener('transcript', ({ data, lastEventId }) => {
    seen = lastEventId;
    show(JSON.parse(data));
  });
  source.addEventListener('over', ({ data }) => {
    source.close();
    source = undefined;
    document.removeEventListener('visibilitychange', followWhileSeen);
    say(`${JSON.parse(data)} Get a new link from the card in Slack.`, 'over');
  });
}

/** A page that nobody looks at asks for nothing. */
function followWhileSeen() {
  if (!document.hidden && !source) follow();
  if (document.hidden && source) {
    source.close();
    source = undefined;
  }
}

document.addEventListener('visibilitychange', followWhileSeen);
followWhileSeen();
