import { configurationOrExit, readCodecServerConfig } from './config';
import { listen, type RunningServer } from './http/app';
import { createCodecApp } from './http/codec-routes';
import { announceReady, dieLoudly, onStopSignal, openOrRefuse } from './lifecycle';
import { createLogger } from './logger';
import { createPayloadCipher } from './payload-codec';
import { namespaceOf } from './temporal';

/** Decrypts for Temporal UI and for Temporal's command line. It holds the keys and needs no Temporal server. */
async function main(): Promise<void> {
  const { temporal, uiOrigin, token, port, host, logLevel } = configurationOrExit(readCodecServerConfig);
  const logger = createLogger({ name: 'codec-server', level: logLevel });
  dieLoudly(logger);
  const namespace = namespaceOf(temporal);
  const cipher = createPayloadCipher({ keys: temporal.dataKeys, namespace });
  const app = createCodecApp({ cipher, namespace, token, uiOrigin, logger });
  const running: RunningServer = await openOrRefuse(`Port ${port}`, 'BATON_CODEC_PORT', () => listen(app, port, host));
  onStopSignal(logger, () => running.close());
  announceReady({ process: 'codec-server', port: running.port });
}

void main();
