import type { Random } from './random.ts';
import { draw, weighted } from './weighted.ts';

export type EquipmentKind = 'adapter' | 'pbx' | 'softphone';

/** A product and its versions, oldest first. */
export type Product = readonly string[];

const products = {
  adapter: weighted<Product>([
    [['HGW-600MI/7.52', 'HGW-600MI/8.00', 'HGW-600MI/8.01'], 34],
    [['VoIP-TA/2.13.4', 'VoIP-TA/2.13.7', 'VoIP-TA/2.14.0'], 26],
    [
      ['Grandstream HT802 1.0.53.3', 'Grandstream HT802 1.0.55.5', 'Grandstream HT802 1.0.57.1'],
      18,
    ],
    [['RT-500KI/9.00.0012', 'RT-500KI/9.00.0014'], 14],
    [['Asterisk PBX 18.20.2', 'Asterisk PBX 18.24.0'], 8],
  ]),
  pbx: weighted<Product>([
    [['Asterisk PBX 16.30.0', 'Asterisk PBX 18.20.2', 'Asterisk PBX 18.24.0'], 30],
    [['FPBX-15.0.37(16.30.0)', 'FPBX-16.0.40(18.20.2)', 'FPBX-16.0.41(18.24.0)'], 22],
    [
      [
        'FreeSWITCH-mod_sofia/1.10.9',
        'FreeSWITCH-mod_sofia/1.10.11',
        'FreeSWITCH-mod_sofia/1.10.12',
      ],
      15,
    ],
    [['IP-PBX/7.3.9', 'IP-PBX/7.4.1', 'IP-PBX/7.4.3'], 14],
    [['Yeastar P550/37.14.0.33', 'Yeastar P550/37.15.0.22'], 8],
    [['3CX/18.0.9.20', '3CX/20.0.3.5'], 8],
    [['Cisco-CUCM12.5', 'Cisco-CUCM14.0'], 3],
  ]),
  softphone: weighted<Product>([
    [['MicroSIP/3.21.3', 'MicroSIP/3.21.5'], 26],
    [['Zoiper rv2.10.19', 'Zoiper rv2.10.20'], 22],
    [['Linphone/5.2.3', 'Linphone/5.2.4'], 18],
    [['Grandstream Wave 1.0.23', 'Grandstream Wave 1.0.26'], 12],
    [['Asterisk PBX 18.20.2', 'Asterisk PBX 18.24.0'], 22],
  ]),
};

export function drawProduct(rng: Random, kind: EquipmentKind): Product {
  return draw(rng, products[kind]);
}

/** What one device of the kind announces. */
export function drawAgent(rng: Random, kind: EquipmentKind): string {
  return rng.pick(drawProduct(rng, kind));
}
