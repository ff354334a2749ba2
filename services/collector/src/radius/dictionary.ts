/** How the value of an attribute is written. */
export type AttributeForm = 'text' | 'integer' | 'address' | 'address6';

export type AttributeName = readonly [name: string, form: AttributeForm];

/** What calls are made out from: RFC 2865, 2866, 2869, 3162, and the SIP proxies' own. */
export const STANDARD: ReadonlyMap<number, AttributeName> = new Map([
  [1, ['User-Name', 'text']],
  [4, ['NAS-IP-Address', 'address']],
  [5, ['NAS-Port', 'integer']],
  [6, ['Service-Type', 'integer']],
  [8, ['Framed-IP-Address', 'address']],
  [30, ['Called-Station-Id', 'text']],
  [31, ['Calling-Station-Id', 'text']],
  [32, ['NAS-Identifier', 'text']],
  [40, ['Acct-Status-Type', 'integer']],
  [41, ['Acct-Delay-Time', 'integer']],
  [44, ['Acct-Session-Id', 'text']],
  [46, ['Acct-Session-Time', 'integer']],
  [49, ['Acct-Terminate-Cause', 'integer']],
  [50, ['Acct-Multi-Session-Id', 'text']],
  [55, ['Event-Timestamp', 'integer']],
  [87, ['NAS-Port-Id', 'text']],
  [95, ['NAS-IPv6-Address', 'address6']],
  [101, ['Sip-Method', 'integer']],
  [102, ['Sip-Response-Code', 'integer']],
  [103, ['Sip-Cseq', 'text']],
  [104, ['Sip-To-Tag', 'text']],
  [105, ['Sip-From-Tag', 'text']],
]);

export const VENDOR_SPECIFIC = 26;
export const CISCO_VENDOR = 9;

/** What Cisco's voice gateways tell of a call. */
export const CISCO: ReadonlyMap<number, AttributeName> = new Map([
  [1, ['Cisco-AVPair', 'text']],
  [2, ['Cisco-NAS-Port', 'text']],
  [23, ['h323-remote-address', 'text']],
  [24, ['h323-conf-id', 'text']],
  [25, ['h323-setup-time', 'text']],
  [26, ['h323-call-origin', 'text']],
  [27, ['h323-call-type', 'text']],
  [28, ['h323-connect-time', 'text']],
  [29, ['h323-disconnect-time', 'text']],
  [30, ['h323-disconnect-cause', 'text']],
  [31, ['h323-voice-quality', 'text']],
  [33, ['h323-gw-id', 'text']],
]);

/** Attributes with a secret of a user's, which no accounting request should have. */
export const SECRETS: ReadonlySet<number> = new Set([2, 3, 60, 79]);
