import type { AddressCountries } from '@sekisho/reference';
import { type CallSource, startHash, textHash } from '@sekisho/rules';
import type { SourceOf } from './leg-evidence.ts';

const MOST_CACHED = 50_000;

/**
 * Where calls come from, as evidence sees it; remembered by address and agent.
 * @param countryOf default: no address tells its country
 */
export function createCallSources(countryOf?: AddressCountries): SourceOf {
  const countries = new Map<string, string | undefined>();
  const agents = new Map<string, number>();

  return (address, agent): CallSource => {
    const network = address === undefined ? 0 : startHash(address, firstHalf(address));
    const country = address === undefined ? undefined : countryAt(address);
    return { network, country, agent: agent === undefined ? 0 : agentOf(agent) };
  };

  function countryAt(address: string): string | undefined {
    if (countryOf === undefined) return undefined;
    let country = countries.get(address);
    if (country === undefined && !countries.has(address)) {
      country = countryOf(address);
      if (countries.size === MOST_CACHED) countries.clear();
      countries.set(address, country);
    }
    return country;
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

// A line's address changes; the network of its provider changes seldom.
function firstHalf(address: string): number {
  const separator = address.includes(':') ? ':' : '.';
  const second = address.indexOf(separator, address.indexOf(separator) + 1);
  return second < 0 ? address.length : second;
}

// Firmware is updated; the make of a device stays.
function familyOf(agent: string): string {
  return agent
    .split(/[\d/(]/)[0]!
    .trim()
    .toLowerCase();
}
