import type { AddressCountries } from '@sekisho/reference';
import { type CallSource, textHash } from '@sekisho/rules';
import type { SourceOf } from './leg-evidence.ts';

const MOST_CACHED = 50_000;

/**
 * Where calls come from, as evidence sees it; remembered by address and agent.
 * @param countryOf default: no address tells its country
 */
export function createCallSources(countryOf: AddressCountries = () => undefined): SourceOf {
  const networks = new Map<string, { network: number; country: string | undefined }>();
  const agents = new Map<string, number>();

  return (address, agent): CallSource => {
    const { network, country } = address === undefined ? NOWHERE : networkOf(address);
    return { network, country, agent: agent === undefined ? 0 : agentOf(agent) };
  };

  function networkOf(address: string) {
    let network = networks.get(address);
    if (network === undefined) {
      network = { network: textHash(firstHalf(address)), country: countryOf(address) };
      if (networks.size === MOST_CACHED) networks.clear();
      networks.set(address, network);
    }
    return network;
  }

  function agentOf(agent: string): number {
    let family = agents.get(agent);
    if (family === undefined) {
      family = textHash(familyOf(agent));
      if (agents.size === MOST_CACHED) agents.clear();
      agents.set(agent, family);
    }
    return family;
  }
}

const NOWHERE = { network: 0, country: undefined };

// A line's address changes; the network of its provider changes seldom.
function firstHalf(address: string): string {
  const separator = address.includes(':') ? ':' : '.';
  return address.split(separator).slice(0, 2).join(separator);
}

// Firmware is updated; the make of a device stays.
function familyOf(agent: string): string {
  return agent
    .split(/[\d/(]/)[0]!
    .trim()
    .toLowerCase();
}
