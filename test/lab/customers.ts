/** Who calls in the lab, and where the switch meets them. */
export const REALM = 'lab.example';

export interface Device {
  user: string;
  password: string;
}

export const DEVICES = [
  { user: '0312340001', password: 'lab-password-1' },
  { user: '0312340002', password: 'lab-password-2' },
] as const satisfies readonly Device[];

/** A PBX that is known by its address: loopback has as many as one likes. */
export const TRUNK = { identity: 'trunk-7', address: '127.0.0.2' } as const;
export const CARRIER_ADDRESS = '127.0.0.3';
export const ELEMENT_ADDRESS = '127.0.0.4';
export const ANNOUNCEMENT_ADDRESS = '127.0.0.6';
/** What is asked for there. */
export const ANNOUNCEMENT_USER = 'international-barred';

export const PEERS = [
  `1 ${TRUNK.address} 32 0 ${TRUNK.identity}`,
  `2 ${ELEMENT_ADDRESS} 32 0 application-server`,
  `3 ${CARRIER_ADDRESS} 32 0 carrier`,
] as const;

/** Ways to dial abroad; all of them must be refused to a line that is barred. */
export const ABROAD = [
  '010224601123456',
  '0033010224601123456',
  '003301024740123',
  '00913001024740123',
  '184010442071234567',
  '+224601123456',
  '001010224601123456',
  '010-224-601-123-456',
  '010224601123456%23',
  '9,010224601123456',
  '9010224601123456',
  '00442071234567',
  '011442071234567',
  '224601123456',
  '+81010224601123456',
  '01081010224601123456',
  '601123456;phone-context=+224',
  '0010224601123456',
  '0033224601123456',
  '010881612345678',
  '01018765551234',
  '0102105551234',
  // Full-width digits and sign, as a browser escapes them.
  '%EF%BC%8B%EF%BC%92%EF%BC%92%EF%BC%94%EF%BC%96%EF%BC%90%EF%BC%91%EF%BC%91%EF%BC%92',
] as const;

/** What no bar may touch. */
export const AT_HOME = [
  '0312345678',
  '09012345678',
  '0330101234',
  '00330312345678',
  '01081312345678',
  '+81312345678',
  '0120895065',
  '05012345678',
  '117',
  '104',
  '184117',
  '03-1234-5678',
  '0312345678%23',
  '1840312345678',
  '02012345678901',
  'alice',
  '2001',
] as const;

export const EMERGENCY = ['110', '118', '119', '184110'] as const;
