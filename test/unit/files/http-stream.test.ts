import { openStream } from '../../../activities/files/http-stream';
import { closeAll, startHttpServer } from '../../support/http';
import { until } from '../../support/until';

afterEach(closeAll);

const open = async (bytes: number) => {
  const { url } = await startHttpServer((response) => void response.write(Buffer.alloc(bytes)));
  return openStream(new URL(url), { signal: new AbortController().signal });
};

it('when nothing has come for too long, then the stream breaks off', async () => {
  const stream = await open(1);
  stream.resume().on('error', () => undefined);
  await until(
    () => stream.readableLength,
    (left) => left === 0,
  );
  stream.socket.emit('timeout');
  expect(stream.socket.destroyed).toBe(true);
});

it('when it is the reader who takes his time, then the stream waits for him', async () => {
  const stream = await open(1_000_000);
  await until(
    () => stream.readableLength,
    (left) => left > 0,
  );
  stream.socket.emit('timeout');
  expect(stream.socket.destroyed).toBe(false);
});
