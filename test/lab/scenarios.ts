/** How a caller's calls are to go. */
export type Expected = 'answered' | 'barred' | 'held' | 'announced';

export interface CallerScenario {
  expected: Expected;
  /** Whether the switch asks for a password. */
  isChallenged: boolean;
}

const SDP = `v=0
o=lab 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000`;

const FINAL = {
  answered: '200',
  held: '200',
  barred: '403',
  announced: '480',
} as const;

const REFUSED: readonly Expected[] = ['barred', 'announced'];

/** Fields of its CSV: dialled, user of From, header lines, credentials. */
export function callerScenario({ expected, isChallenged }: CallerScenario): string {
  return scenario([
    ...(isChallenged ? [invite(1), provisional(), recv('407', 'auth="true"'), ack(1)] : []),
    invite(2),
    // An announcement is heard before the call is refused.
    expected === 'announced'
      ? [recv('100', 'optional="true"'), recv('183')].join('\n')
      : provisional(),
    expected === 'barred' ? refusal() : recv(FINAL[expected], 'rrs="true"'),
    REFUSED.includes(expected) ? ack(2) : ackInCall(),
    ...(expected === 'answered' ? ['<pause/>', bye(), recv('200')] : []),
    // Until the switch hangs up.
    ...(expected === 'held' ? [recvRequest('BYE'), answer()] : []),
  ]);
}

/** Answers every call until its caller hangs up, with the routes that the switch put in. */
export function answeringScenario(): string {
  const headers = `[last_Via:]
[last_Record-Route:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>`;
  return scenario([
    recvRequest('INVITE', 'rrs="true"'),
    send(`SIP/2.0 180 Ringing\n${headers}\nContent-Length: 0`),
    send(
      `SIP/2.0 200 OK\n${headers}\nContent-Type: application/sdp\nContent-Length: [len]\n\n${SDP}`,
      'retrans="500"',
    ),
    recvRequest('ACK', 'optional="true"'),
    recvRequest('BYE'),
    answer(),
  ]);
}

/** Plays what the caller is to hear, of nobody's cost, and refuses. It must be who is asked for. */
export function announcingScenario(user: string): string {
  const headers = `[last_Via:]
[last_Record-Route:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>`;
  const check = `<ereg regexp="INVITE sip:${user}@" search_in="msg" check_it="true" assign_to="asked"/><log message="[$asked]"/>`;
  return scenario([
    `<recv request="INVITE"><action>${check}</action></recv>`,
    send(
      `SIP/2.0 183 Session Progress\n${headers}\nContent-Type: application/sdp\nContent-Length: [len]\n\n${SDP}`,
    ),
    '<pause milliseconds="200"/>',
    send(`SIP/2.0 480 Temporarily Unavailable\n${headers}\nContent-Length: 0`, 'retrans="500"'),
    recvRequest('ACK'),
  ]);
}

/** A phone that sends its calls on. Field 0: where to. */
export function forwardingScenario(to: string): string {
  const headers = `[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]`;
  return scenario([
    recvRequest('INVITE'),
    send(
      `SIP/2.0 302 Moved Temporarily\n${headers}\nContact: <sip:${to}@[local_ip]:[local_port]>\nContent-Length: 0`,
    ),
    recvRequest('ACK'),
  ]);
}

/** An inbound call that ends with a final response. */
export function inboundScenario(status: string): string {
  return scenario([
    invite(2),
    provisional(),
    recv(status, 'rrs="true"'),
    ...(status === '200' ? [ackInCall(), '<pause/>', bye(), recv('200')] : [ack(2)]),
  ]);
}

/** A call that is up and is to be transferred; `status` is the answer to the REFER. */
export function transferScenario(to: string, status: string): string {
  return scenario([
    invite(1),
    provisional(),
    recv('407', 'auth="true"'),
    ack(1),
    invite(2),
    provisional(),
    recv('200', 'rrs="true"'),
    ackInCall(),
    send(
      `REFER [next_url] SIP/2.0\n${inCall(3, 'REFER')}\nRefer-To: <sip:${to}@lab.example>\nContent-Length: 0`,
      'retrans="500"',
    ),
    recv(status),
    bye(4),
    recv('200'),
  ]);
}

function scenario(steps: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="lab">\n${steps.join('\n')}\n</scenario>\n`;
}

function send(message: string, options = ''): string {
  return `<send ${options}><![CDATA[\n${message}\n\n]]></send>`;
}

function recv(status: string, options = ''): string {
  return `<recv response="${status}" ${options}/>`;
}

function recvRequest(method: string, options = ''): string {
  return `<recv request="${method}" ${options}/>`;
}

function provisional(): string {
  return ['100', '180', '183'].map((status) => recv(status, 'optional="true"')).join('\n');
}

/** The phrase and the reason are checked too. */
function refusal(): string {
  const check = (pattern: string, name: string) =>
    `<ereg regexp="${pattern}" search_in="msg" check_it="true" assign_to="${name}"/><log message="[$${name}]"/>`;
  return `<recv response="403"><action>
${check('403 International Calls Barred', 'phrase')}
${check('Reason: Q.850;cause=21', 'reason')}
</action></recv>`;
}

function invite(cseq: number): string {
  const credentials = cseq === 2 ? '[field3]\n' : '';
  return send(
    `INVITE sip:[field0]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field1]@[local_ip]:[local_port]>;tag=[pid]T[call_number]
To: <sip:called@[remote_ip]>
Call-ID: [call_id]
CSeq: ${cseq} INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
User-Agent: lab-pbx
[field2]
${credentials}Content-Type: application/sdp
Content-Length: [len]

${SDP}`,
    'retrans="500"',
  );
}

function ack(cseq: number): string {
  return send(`ACK sip:[field0]@[remote_ip]:[remote_port] SIP/2.0
[last_Via:]
From: <sip:[field1]@[local_ip]:[local_port]>;tag=[pid]T[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: ${cseq} ACK
Max-Forwards: 70
Content-Length: 0`);
}

function ackInCall(): string {
  return send(`ACK [next_url] SIP/2.0\n${inCall(2, 'ACK')}\nContent-Length: 0`);
}

function bye(cseq = 3): string {
  return send(`BYE [next_url] SIP/2.0\n${inCall(cseq, 'BYE')}\nContent-Length: 0`, 'retrans="500"');
}

function inCall(cseq: number, method: string): string {
  return `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:[field1]@[local_ip]:[local_port]>;tag=[pid]T[call_number]
To: <sip:called@[remote_ip]>[peer_tag_param]
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70`;
}

function answer(): string {
  return send(`SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
Content-Length: 0`);
}
