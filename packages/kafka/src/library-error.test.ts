import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { KafkaError } from './kafka-error.ts';
import { kafkaErrorOf } from './library-error.ts';

const protocol = (type: string, retriable = false) =>
  new kafkajs.KafkaJSProtocolError({ type, retriable, message: 'm' } as never);

const givenUpOn = (error: Error) =>
  new kafkajs.KafkaJSNumberOfRetriesExceeded(error, { retryCount: 3, retryTime: 100 });

test.each([
  ['not-owner', protocol('ILLEGAL_GENERATION')],
  ['not-owner', protocol('UNKNOWN_MEMBER_ID')],
  ['not-owner', givenUpOn(protocol('REBALANCE_IN_PROGRESS'))],
  ['topic-missing', protocol('UNKNOWN_TOPIC_OR_PARTITION', true)],
  ['too-large', protocol('MESSAGE_TOO_LARGE')],
  ['unreachable', protocol('LEADER_NOT_AVAILABLE', true)],
  ['unreachable', new kafkajs.KafkaJSConnectionError('refused')],
  ['unreachable', givenUpOn(new kafkajs.KafkaJSConnectionError('refused'))],
  ['failed', protocol('TOPIC_AUTHORIZATION_FAILED')],
  ['failed', new TypeError('a bug')],
  ['failed', 'not even an error'],
])('%s', (code, error) => {
  expect(kafkaErrorOf(error)).toMatchObject({ code, cause: error });
});

test('one of ours stays as it is', () => {
  const error = new KafkaError('too-large', 'm');
  expect(kafkaErrorOf(error)).toBe(error);
});
