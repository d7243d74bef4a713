import { createHash, createHmac } from 'node:crypto';
import { createFakeAgentGateway } from '../../support/agent-gateway';
import { APP_SECRETS, startGateway } from '../../support/gateway';
import { atEnd, closeAll, signature } from '../../support/http';
import { send, slackFixture, startSlackApp } from '../../support/slack-app';
import { keepDeliveries, textWebhook } from '../../support/whatsapp';

afterEach(closeAll);

const digests = (key: string, body: string): string[] =>
  ['md5', 'sha1', 'sha224', 'sha384', 'sha512', 'sha3-256'].map((name) =>
    createHmac(name, key).update(body).digest('hex'),
  );

/** Everything that looks like `<scheme><64 hex>` and is not this signature. */
function forgeries(scheme: string, hex: string, key: string, body: string): string[] {
  const flipped = [...hex].map((digit, at) => hex.slice(0, at) + (digit === '0' ? '1' : '0') + hex.slice(at + 1));
  const shortened = Array.from({ length: 64 }, (_, length) => hex.slice(0, length));
  const lengthened = ['0', '00', hex, ',', ';', `,${scheme}${hex}`].map((tail) => hex + tail);
  const dressed = [
    hex.toUpperCase(),
    `0x${hex}`,
    ` ${hex}`,
    Buffer.from(hex, 'hex').toString('base64'),
    'g'.repeat(64),
  ];
  const unkeyed = [
    createHash('sha256').update(body).digest('hex'),
    createHash('sha256')
      .update(key + body)
      .digest('hex'),
    createHash('sha256')
      .update(body + key)
      .digest('hex'),
    createHmac('sha256', '').update(body).digest('hex'),
    createHmac('sha256', body).update(key).digest('hex'),
    createHmac('sha256', key).update('').digest('hex'),
    createHmac('sha256', key).update(`${body}\n`).digest('hex'),
    createHmac('sha256', key).update(body.slice(0, -1)).digest('hex'),
    createHmac('sha256', key.toUpperCase()).update(body).digest('hex'),
    createHmac('sha256', `${key}\0x`).update(body).digest('hex'),
  ];
  const others = ['sha1=', 'sha512=', 'sha256:', 'SHA256=', 'sha-256=', 'v1=', 'v0', 'none=', ''].filter(
    (other) => other !== scheme,
  );
  return [
    ...[...flipped, ...shortened, ...lengthened, ...dressed, ...unkeyed, ...digests(key, body)].map(
      (one) => scheme + one,
    ),
    ...others.map((other) => other + hex),
    ...['null', 'undefined', 'true', '[object Object]', '*', `${scheme}${'0'.repeat(64)}`],
  ];
}

describe('forged requests', () => {
  it('when a webhook is signed in more than 160 wrong ways, then none is accepted', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway });
    const body = JSON.stringify(textWebhook({ id: 'wamid.1', text: 'Hello', waId: '27825551234' }));
    const key = APP_SECRETS[0]!;
    const right = signature(body, key);
    const wrong = forgeries('sha256=', right.slice('sha256='.length), key, body);
    const accepted: string[] = [];
    for (const header of wrong) {
      const { status } = await post(body, { 'x-hub-signature-256': header });
      if (status !== 401) accepted.push(`${status} ${header}`);
    }
    expect(accepted).toEqual([]);
    expect(wrong.length).toBeGreaterThan(160);
    expect(gateway.delivered).toEqual([]);
    expect((await post(body, { 'x-hub-signature-256': right })).status).toBe(200);
  });

  it('when the body of a signed webhook is another in any byte, then it is refused', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway });
    const body = JSON.stringify(textWebhook({ id: 'wamid.1', text: 'Hello', waId: '27825551234' }));
    const right = signature(body, APP_SECRETS[0]!);
    const changed = Array.from({ length: body.length }, (_, at) => {
      const code = body.charCodeAt(at);
      return body.slice(0, at) + String.fromCharCode(code === 0x7e ? 0x7d : code + 1) + body.slice(at + 1);
    });
    const others = [` ${body}`, `${body} `, `${body}\n`, `\ufeff${body}`, body.replaceAll(',', ', '), ''];
    const answers = await Promise.all(
      [...changed, ...others].map((other) => post(other, { 'x-hub-signature-256': right })),
    );
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    expect(answers.length).toBeGreaterThan(200);
    expect(gateway.delivered).toEqual([]);
  });

  it('when a request of Slack is signed in more than 160 wrong ways, or is old, then none is accepted', async () => {
    const gateway = createFakeAgentGateway();
    const app = await startSlackApp(gateway);
    atEnd(() => app.close());
    const body = JSON.stringify({ ...slackFixture('event-callback'), event: slackFixture('thread-message') });
    const key = 'a-signing-secret-for-tests';
    const at = Math.floor(Date.now() / 1000);
    const sign = (time: number | string): string =>
      createHmac('sha256', key).update(`v0:${time}:${body}`).digest('hex');
    const wrong = forgeries('v0=', sign(at), key, `v0:${at}:${body}`).map((header) => ({
      'x-slack-signature': header,
      'x-slack-request-timestamp': String(at),
    }));
    // A captured request: its own time is too old, and any other time is not what was signed.
    const replayed = [301, 600, 3_600, 86_400].map((age) => ({
      'x-slack-signature': `v0=${sign(at - age)}`,
      'x-slack-request-timestamp': String(at - age),
    }));
    const moved = [at + 1, at - 1, 'NaN', '-1', '', '1e9'].map((time) => ({
      'x-slack-signature': `v0=${sign(at)}`,
      'x-slack-request-timestamp': String(time),
    }));
    const accepted: unknown[] = [];
    for (const headers of [...wrong, ...replayed, ...moved]) {
      const { status } = await send(app.url, body, 'application/json', headers);
      if (status !== 401) accepted.push({ status, ...headers });
    }
    expect(accepted).toEqual([]);
    expect(wrong.length + replayed.length + moved.length).toBeGreaterThan(170);
    expect(app.slack.calls).toEqual([]);
  });
});
