// Writes 40 calls of the last ten minutes to one range in Sierra Leone, eight at a time:
// node attack.mjs LINE
const [line] = process.argv.slice(2);
const now = Date.now();
const time = (secondsAgo) => new Date(now - secondsAgo * 1000).toISOString();

for (let call = 0; call < 40; call++) {
  const began = 600 - call * 12;
  const record = {
    callId: `${line}-${now}-${call}`,
    line,
    called: `0102327601${String(call).padStart(4, '0')}`,
    startedAt: time(began),
    answeredAt: time(began - 3),
    endedAt: time(began - 100),
  };
  process.stdout.write(`${JSON.stringify(record)}\n`);
}
