import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  image?: string;
  command?: string[] | string;
  ports?: string[];
  environment?: Record<string, string | number>;
  secrets?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  volumes?: string[];
  profiles?: string[];
}

const project = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(project, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, unknown>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const OURS = ['collector', 'detector', 'enforcer', 'migrate'];

describe('docker-compose.yml', () => {
  it.each(services)('%s is reached from this machine alone', (_, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+(-\d+)?:\d+$/);
  });

  it('gives no two services one port', () => {
    const ports = services.flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]));
    expect(new Set(ports).size).toBe(ports.length);
  });

  it.each(services)('%s waits for health or success, and for what can give it', (_, service) => {
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      const needed = compose.services[name];
      expect(needed, name).toBeDefined();
      if (condition === 'service_completed_successfully') continue;
      expect(condition).toBe('service_healthy');
      const ownCheck = OURS.includes(name) && needed?.healthcheck?.disable !== true;
      expect(ownCheck || needed?.healthcheck?.test !== undefined, name).toBe(true);
    }
  });

  it.each(OURS)('%s runs the command of that name', (name) => {
    expect(compose.services[name]?.command).toEqual([name]);
  });

  it('names only secrets and volumes that it defines', () => {
    for (const [, { secrets = [], volumes = [] }] of services) {
      expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(secrets));
      const bound = volumes.map((volume) => volume.split(':')[0] ?? '');
      const named = bound.filter((name) => !name.startsWith('./'));
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
    }
  });

  it('has no default for a secret', () => {
    const variables = [...text.matchAll(/\$\{(\w*(?:PASSWORD|KEY|TOKEN)\w*)(.)(.)/g)];
    expect(variables.length).toBeGreaterThan(6);
    for (const [, name, first, second] of variables) expect(first! + second, name).toBe(':?');
  });

  it('runs the same Kafka as infra:up', () => {
    const pom = readFileSync(join(project, 'infra', 'kafka', 'pom.xml'), 'utf8');
    const version = /<kafka\.version>([^<]+)</.exec(pom)?.[1];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${version}`);
  });

  it('runs only files that the image has', () => {
    const ignored = readFileSync(join(project, '.dockerignore'), 'utf8').split('\n');
    const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8');
    for (const [, source] of dockerfile.matchAll(/^COPY (\w+) /gm)) {
      expect(ignored).toContain(`!${source}`);
    }
    expect(text).toContain('/app/infra/src/send-records.ts');
    expect(readFileSync(join(project, 'infra', 'src', 'send-records.ts'), 'utf8')).not.toBe('');
  });
});
