import { drawAddressV6, drawNetwork, withinNetwork } from './numbers/addresses.ts';
import { Random } from './random.ts';
import { drawProduct, type EquipmentKind, type Product } from './user-agents.ts';

/** Where the provider sees a leg come from. */
export interface CallSource {
  sourceIp: string;
  userAgent: string;
}

/** How a device's address behaves: one for good, a new one each period, any of a pool. */
export type Mobility =
  | { kind: 'fixed'; v6: boolean }
  | { kind: 'changing'; periodMs: number }
  | { kind: 'pool'; networks: number };

/** What is drawn of a device before it is used. */
interface DeviceDraft {
  /** ISO alpha-2. */
  country: string;
  equipment: EquipmentKind;
  mobility: Mobility;
  /** When it takes the next version of its firmware, if the product has one. */
  updatesAt(product: Product): number;
}

/** One device or PBX: what it shows of itself at a time. */
export class Device {
  private readonly seed: number;
  private readonly mobility: Mobility;
  private readonly networks: readonly string[];
  private readonly fixed: string;
  private readonly agents: readonly [now: string, updated: string];
  private readonly updatesAt: number;
  private epoch = Number.NaN;
  private address = '';

  constructor(rng: Random, { country, equipment, mobility, updatesAt }: DeviceDraft) {
    const product = drawProduct(rng, equipment);
    const version = rng.below(product.length);
    this.agents = [product[version]!, product[Math.min(version + 1, product.length - 1)]!];
    this.updatesAt = updatesAt(product);
    this.seed = rng.word();
    this.mobility = mobility;
    const networks = mobility.kind === 'pool' ? mobility.networks : 1;
    this.networks = Array.from({ length: networks }, () => drawNetwork(rng, country));
    const v6 = mobility.kind === 'fixed' && mobility.v6;
    this.fixed = v6 ? drawAddressV6(rng) : withinNetwork(rng, this.networks[0]!);
  }

  at(rng: Random, time: number): CallSource {
    const userAgent = time < this.updatesAt ? this.agents[0] : this.agents[1];
    return { sourceIp: this.addressAt(rng, time), userAgent };
  }

  private addressAt(rng: Random, time: number): string {
    const { mobility } = this;
    if (mobility.kind === 'fixed') return this.fixed;
    if (mobility.kind === 'pool') return withinNetwork(rng, rng.pick(this.networks));
    const epoch = Math.floor((time + (this.seed % mobility.periodMs)) / mobility.periodMs);
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.address = withinNetwork(new Random(this.seed, epoch), this.networks[0]!);
    }
    return this.address;
  }
}
