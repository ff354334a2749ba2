/** What traffic to simulate for each seed. */
export interface TrafficFlags {
  subscribers: number | undefined;
  days: number | undefined;
  setting: 'standard' | 'other';
  stopsOnly: boolean;
}
