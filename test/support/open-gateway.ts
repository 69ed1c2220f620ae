import { parseConnection } from '../../src/data/connection.ts';
import { createGateway, type Gateway } from '../../src/data/gateway.ts';

/** For what the program does with a database, without a command line. */
export function openGateway(url: string, timeoutMs = 60_000): Gateway {
  return createGateway(parseConnection(url, 'the test'), {
    timeoutMs,
    showWaiting: () => () => undefined,
    trace: () => undefined,
  });
}
