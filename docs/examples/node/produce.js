// Writes six articles and a few clicks: node produce.js [HOST:PORT]
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, Partitioners, logLevel } from 'kafkajs';

const ARTICLES = {
  'harbour-bridge': ['Harbour bridge reopens after two years', 'local'],
  'rate-decision': ['Central bank holds interest rates', 'economy'],
  'mortgage-rates': ['Mortgage rates fall for the third month', 'economy'],
  'cup-final': ['Late penalty decides the cup final', 'sport'],
  'storm-warning': ['Storm warning for the coast', 'local'],
  'chess-champion': ['Chess champion defends her title', 'sport'],
};

const CLICKS = [
  ['bob', 'harbour-bridge'],
  ['bob', 'rate-decision'],
  ['carol', 'harbour-bridge'],
  ['carol', 'rate-decision'],
  ['carol', 'mortgage-rates'],
  ['alice', 'harbour-bridge'],
];

const broker = process.argv[2] ?? 'localhost:9092';
const kafka = new Kafka({ clientId: 'freshet-tutorial', brokers: [broker], logLevel: logLevel.NOTHING });
// The default partitioner of kafkajs 2 is murmur2, as in Kafka's Java client.
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const now = () => new Date().toISOString();
const fail = (error) => {
  console.error(`not written: ${error.message}; check that Kafka and Freshet run, Kafka at ${broker}`);
  process.exit(1);
};
const send = (topic, messages) => producer.send({ topic, messages }).catch(fail);

await producer.connect().catch(fail);
await send(
  'freshet.articles',
  Object.entries(ARTICLES).map(([id, [title, category]]) => ({
    key: id,
    value: JSON.stringify({ id, title, category, language: 'en', publishedAt: now() }),
  })),
);
// Articles reach every instance within a second; readers click on them afterwards.
await pause(2000);
for (const [number, [userId, articleId]] of CLICKS.entries()) {
  const at = now();
  // An eventId makes a click that is sent twice count once.
  const click = { userId, articleId, at, eventId: `${userId}-${number}-${at}` };
  await send('freshet.clicks', [{ key: userId, value: JSON.stringify(click) }]);
  await pause(500);
}
await producer.disconnect();
console.log(`wrote ${Object.keys(ARTICLES).length} articles and ${CLICKS.length} clicks to ${broker}`);
