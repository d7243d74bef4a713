import { createLogger, type LogLevel } from '../../src/logger';

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level?: LogLevel): Record<string, unknown>[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ name: 'worker', destination, ...(level ? { level } : {}) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const conversation = 'whatsapp-123456789012345-0123456789abcdef01234567';

describe('the logger', () => {
  it('when fields are its own, they are written', () => {
    const [line] = logged((logger) => logger.info({ conversation, kind: 'takeOver', count: 3 }, 'Command accepted'));
    expect(line).toMatchObject({ level: 'info', process: 'worker', conversation, kind: 'takeOver', count: 3 });
    expect(line).toMatchObject({ msg: 'Command accepted', time: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  });

  it('when a field is not its own, it is dropped', () => {
    const fields = { conversation, text: 'where is my parcel', customer: { waId: '27825551234' } };
    const [line] = logged((logger) => logger.warn(fields, 'Refused'));
    expect(Object.keys(line ?? {}).sort()).toEqual(['conversation', 'level', 'msg', 'process', 'time']);
  });

  it.each(['27825551234', '+27 82 555 1234', 'wamid.HBgLMjc4MjU1NTEyMzQVAgA'])(
    'when %s is in the message or a field, it is masked',
    (secret) => {
      const [line] = logged((logger) => logger.error({ code: `no ${secret}`, kind: secret }, `About ${secret}`));
      expect(JSON.stringify(line)).not.toContain(secret);
    },
  );

  it('when an error quotes a customer, only its class, code and place are written', () => {
    const cause = Object.assign(new TypeError('Thandi said 27825551234'), { code: 'ECONNRESET' });
    const error = new Error('my words\nin two lines', { cause });
    const [line] = logged((logger) => logger.error({ error }, 'Failed'));
    expect(JSON.stringify(line)).not.toMatch(/words|lines|Thandi|27825551234/);
    expect(line).toMatchObject({ error: { class: 'Error', cause: { class: 'TypeError', code: 'ECONNRESET' } } });
    expect((line?.['error'] as { at: string[] }).at[0]).toMatch(/^at .*logger\.test/);
  });

  it.each([
    'boom "Hello\n    at Nomvula Dlamini 0825551234 my card 4111111111111111"',
    'boom "Hello\n    at Nomvula (0825551234:4111:1)"',
    'boom\n    at Nomvula:4111:1111\n    at Nomvula Dlamini (home:1:2)\n',
  ])('when the message of an error looks like the place where it was thrown, it is not written: %j', (message) => {
    const [line] = logged((logger) => logger.error({ error: new Error(message) }, 'Failed'));
    expect(JSON.stringify(line)).not.toMatch(/Nomvula|0825551234|4111/);
    expect((line?.['error'] as { at: string[] }).at[0]).toMatch(/^at .*logger\.test/);
  });

  it('when the message was changed after the error was made, then no line of it is taken for a place', () => {
    const error = new Error('boom\n    at Nomvula:4111:1111');
    error.message = 'something else';
    const [line] = logged((logger) => logger.error({ error }, 'Failed'));
    expect(JSON.stringify(line)).not.toContain('Nomvula');
  });

  it('when an error says nothing, where it was thrown is written', () => {
    const [line] = logged((logger) => logger.error({ error: new Error() }, 'Failed'));
    expect((line?.['error'] as { at: string[] }).at[0]).toMatch(/^at .*logger\.test/);
  });

  it.each(['27825551234', 27825551234, 'to-27825551234'])('when the code of an error is %j, it is masked', (code) => {
    const error = Object.assign(new Error('boom'), { code, type: code });
    const [line] = logged((logger) => logger.error({ error }, 'Failed'));
    expect(JSON.stringify(line?.['error'])).not.toContain('27825551234');
  });

  it.each(['ECONNRESET', 131047])('when the code of an error is %j, it is written', (code) => {
    const [line] = logged((logger) => logger.error({ error: Object.assign(new Error('boom'), { code }) }, 'Failed'));
    expect(line).toMatchObject({ error: { code } });
  });

  it('when something that is no error is thrown, its value is not written', () => {
    const [line] = logged((logger) => logger.error({ error: 'call 27825551234' }, 'Failed'));
    expect(line?.['error']).toEqual({ class: 'string' });
  });

  it('when the level is higher, the line is not written', () => {
    expect(logged((logger) => logger.info({}, 'Nothing'), 'warn')).toEqual([]);
  });
});
