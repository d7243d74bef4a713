/** The control API of the simulator. Every call that is refused throws an Error with the sentence of the refusal. */
async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw new Error(answer?.error ?? `The simulator answered ${response.status}.`);
  return answer;
}

export const facts = () => call('GET', 'page/facts');
export const advance = (phone, minutes) => call('POST', 'page/advance', { phone, minutes });
export const killWorker = () => call('POST', 'page/worker/kill');

export const profile = (phone) => call('GET', `control/customers/${phone}`);
export const phoneMessages = (phone) => call('GET', `control/customers/${phone}/messages`);
export const sendFromPhone = (phone, content) => call('POST', `control/customers/${phone}/messages`, content);

export const slackScreen = () => call('GET', 'control/slack/screen');
export const click = (click) => call('POST', 'control/slack/actions', click);
export const openHome = (who) => call('POST', 'control/slack/home', who);
export const clickAtHome = (click) => call('POST', 'control/slack/home/actions', click);
export const cancelView = (id, user) => call('DELETE', `control/slack/views/${id}`, { user });
export const write = (message) => call('POST', 'control/slack/messages', message);
export const edit = (ts, change) => call('PUT', `control/slack/messages/${ts}`, change);
export const remove = (ts, by) => call('DELETE', `control/slack/messages/${ts}`, by);
export const submitView = (submission) => call('POST', 'control/slack/views', submission);
export const command = (command) => call('POST', 'control/slack/commands', command);

export const orders = () => call('GET', 'control/orders');
export const putOrder = (number, order) => call('PUT', `control/orders/${number}`, order);

export const shop = () => call('GET', 'control/shop');
export const putShop = (hours) => call('PUT', 'control/shop', { hours });

export const faults = () => call('GET', 'control/faults');
export const putFault = (fault) => call('PUT', 'control/faults', fault);
export const clearFaults = (vendor, kind) => call('DELETE', `control/faults?vendor=${vendor}&kind=${kind}`);

export const stateDiagram = () => call('GET', 'state-diagram.json');
