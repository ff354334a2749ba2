import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HealthChecks } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface OperationsServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface OperationsOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  health: HealthChecks;
  metrics: Metrics;
}

/** Answers `GET /health` (200, or 503 with what is wrong) and `GET /metrics`. */
export async function startOperationsServer({
  host,
  port,
  health,
  metrics,
}: OperationsOptions): Promise<OperationsServer> {
  const server = createServer(async (request, response) => {
    if (request.url === '/health') {
      const report = health.report();
      answer(response, report.healthy ? 200 : 503, 'application/json', JSON.stringify(report));
    } else if (request.url === '/metrics') {
      answer(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await metrics.text());
    } else {
      answer(response, 404, 'text/plain', 'there are /health and /metrics\n');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
