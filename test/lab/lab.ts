import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@sekisho/infra';
import { CARRIER_ADDRESS, type Device } from './customers.ts';
import { freeTcpPort, freeUdpPorts } from './ports.ts';
import { answeringScenario, callerScenario, type Expected } from './scenarios.ts';
import { type RunningSipp, startSipp } from './sipp.ts';
import { LabSwitch } from './switch.ts';
import { type SwitchSettings, writeSwitchFolder } from './switch-folder.ts';

/** Who calls: a device with a password, or an address that is known. */
type Caller = Device | { address: string };

export interface Calls {
  caller: Caller;
  dialled: readonly string[];
  expected: Expected;
  /** User of From; default the device's, or `anonymous`. */
  from?: string;
  /** A header line that the caller adds. */
  header?: string;
  lastsMs?: number;
  rate?: number;
}

export type LabOptions = Pick<SwitchSettings, 'collector' | 'redisPort' | 'announcement'>;

/** A Kamailio with the configuration that ships, and a carrier behind it that answers every call. */
export class Lab implements AsyncDisposable {
  readonly switch: LabSwitch;
  readonly sipPort: number;
  readonly folder: string;
  readonly #sipp: string;
  readonly #running = new Set<RunningSipp>();

  private constructor(folder: string, sipp: string, sipPort: number, made: LabSwitch) {
    this.folder = folder;
    this.#sipp = sipp;
    this.sipPort = sipPort;
    this.switch = made;
  }

  static async start(options: LabOptions = {}): Promise<Lab> {
    const tell = (line: string) => void process.stderr.write(`${line}\n`);
    const [kamailio, sipp] = [await findProgram('kamailio', tell), await findProgram('sipp', tell)];
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-lab-'));
    const [sipPort = 0, carrierPort = 0] = await freeUdpPorts(2);
    const rpcPort = await freeTcpPort();
    const carrier = `${CARRIER_ADDRESS}:${carrierPort}`;
    const configuration = writeSwitchFolder(folder, { ...options, sipPort, rpcPort, carrier });
    const made = new LabSwitch({ program: kamailio, folder, configuration, rpcPort });
    const lab = new Lab(folder, sipp, sipPort, made);
    lab.run({ scenario: answeringScenario(), address: CARRIER_ADDRESS, port: carrierPort });
    await made.start();
    return lab;
  }

  /** Makes the calls, and fails where one goes otherwise than expected. */
  async call(calls: Calls): Promise<void> {
    const problems = await (await this.begin(calls)).ended;
    if (problems !== '') throw new Error(problems);
  }

  async begin(calls: Calls): Promise<RunningSipp> {
    const { caller, dialled, expected, lastsMs = 50, rate = 20 } = calls;
    const isChallenged = 'user' in caller && !dialled.every(isEmergency);
    const [port = 0] = await freeUdpPorts(1);
    return this.run({
      scenario: callerScenario({ expected, isChallenged }),
      address: 'address' in caller ? caller.address : '127.0.0.1',
      port,
      to: `127.0.0.1:${this.sipPort}`,
      calls: dialled.map((number) => lineOf(number, calls)),
      lastsMs,
      rate,
    });
  }

  /** A line's phone, which answers as the scenario says; calls from the carrier reach it. */
  async phone(line: string, scenario: string): Promise<RunningSipp> {
    const [port = 0] = await freeUdpPorts(1);
    const address = '127.0.0.5';
    await this.switch.rpc('htable.sets', ['contact', line, `sip:${line}@${address}:${port}`]);
    return this.run({ scenario, address, port });
  }

  /** One call of a scenario of its own, such as a transfer. */
  async play(scenario: string, calls: Omit<Calls, 'expected'>): Promise<void> {
    const { caller, dialled } = calls;
    const [port = 0] = await freeUdpPorts(1);
    const address = 'address' in caller ? caller.address : '127.0.0.1';
    const to = `127.0.0.1:${this.sipPort}`;
    const lines = dialled.map((number) => lineOf(number, { ...calls, expected: 'answered' }));
    const problems = await this.run({ scenario, address, port, to, calls: lines }).ended;
    if (problems !== '') throw new Error(problems);
  }

  /** Any other scenario. */
  run(run: Omit<Parameters<typeof startSipp>[0], 'folder' | 'program'>): RunningSipp {
    const started = startSipp({ folder: this.folder, program: this.#sipp, ...run });
    this.#running.add(started);
    return started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running].map((sipp) => sipp.stop()));
    await this.switch.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Such a call is asked for no password. */
function isEmergency(number: string): boolean {
  return /^(18[46])*11[089]$/.test(number);
}

function lineOf(number: string, { caller, from, header = 'X-Lab: 1' }: Calls): string {
  const user = from ?? ('user' in caller ? caller.user : 'anonymous');
  // A semicolon ends a field of the CSV.
  return [number.replaceAll(';', '%3B'), user, header, credentials(caller, number)].join(';');
}

function credentials(caller: Caller, number: string): string {
  // SIPp refuses a field for credentials where nobody asked for them.
  if (!('user' in caller) || isEmergency(number)) return 'X-Lab: 2';
  return `[authentication username=${caller.user} password=${caller.password}]`;
}
