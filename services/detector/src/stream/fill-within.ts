/**
 * What a rebuilt state is filled from: what was written within the horizon and a day. Windows look
 * back over record times, which a live feed writes down as they come.
 */
export const FILL_WITHIN = 'ingested_at > now() - interval 9 day';
