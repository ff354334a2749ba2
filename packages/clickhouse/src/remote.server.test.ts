import { expect, it } from 'vitest';

it('x', async () => {
  expect(process.env['KAFKA_BROKERS']).toMatch(/127/);
  console.log(
    process.env['INFRA_DIR'],
    (await fetch(process.env['CLICKHOUSE_URL'] + '/?query=select+1')).status,
  );
  await new Promise((r) => setTimeout(r, Number(process.env['W'] ?? 0)));
});
