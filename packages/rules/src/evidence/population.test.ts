import { describe, expect, it } from 'vitest';
import { Population } from './population.ts';
import { textHash } from './text-hash.ts';

const [CHINA, GUINEA] = ['CN', 'GN'].map(textHash) as [number, number];

function populationOf(shares: Record<string, number> = { CN: 0.3, GN: 0.001 }): Population {
  const population = new Population();
  population.shares = shares;
  return population;
}

describe('how rare a country is', () => {
  it('is told by shares known beforehand while nothing was seen', () => {
    const population = populationOf();
    expect(population.rarity(CHINA)).toBe(0);
    expect(population.rarity(GUINEA)).toBeGreaterThan(0.8);
    expect(population.rarity(textHash('XX'))).toBeGreaterThan(0.5);
  });

  it('falls with each subscriber that calls there, and rises with those that do not', () => {
    const population = populationOf();
    for (let i = 0; i < 500; i++) population.addSubscriber();
    const unseen = population.rarity(GUINEA);
    for (let i = 0; i < 100; i++) {
      const before = population.rarity(GUINEA);
      population.addCaller(GUINEA);
      expect(population.rarity(GUINEA)).toBeLessThanOrEqual(before);
    }
    expect(population.rarity(GUINEA)).toBeLessThan(0.2);
    for (let i = 0; i < 100; i++) population.addCaller(GUINEA, -1);
    expect(population.rarity(GUINEA)).toBe(unseen);
  });

  it('stays from 0 to 1, also where more is taken back than was seen', () => {
    const population = populationOf({ GN: 0, CN: 1 });
    population.addCaller(GUINEA, -1);
    for (let i = 0; i < 100_000; i++) population.addSubscriber();
    expect(population.rarity(GUINEA)).toBe(1);
    expect(population.rarity(CHINA)).toBeGreaterThanOrEqual(0);
  });
});

it('expects calls to go on for as long as calls there are', () => {
  const population = populationOf();
  const before = population.residualTalkMs(GUINEA);
  for (let i = 0; i < 200; i++) population.addTalk(GUINEA, 1_800_000);
  expect(population.residualTalkMs(GUINEA)).toBeGreaterThan(4 * before);
  expect(population.residualTalkMs(CHINA)).toBe(before);
});
