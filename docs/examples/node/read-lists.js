// Prints the lists on the topic, the last of every reader among them, then each new one: node read-lists.js [HOST:PORT]
import { Kafka, logLevel } from 'kafkajs';

const broker = process.argv[2] ?? 'localhost:9092';
const kafka = new Kafka({ clientId: 'freshet-tutorial', brokers: [broker], logLevel: logLevel.NOTHING });
// readUncommitted is false by default: lists of an aborted transaction are not delivered.
const consumer = kafka.consumer({ groupId: 'freshet-tutorial-node' });

const fail = (error) => {
  console.error(`cannot read: ${error.message}; check that Kafka and Freshet run, Kafka at ${broker}`);
  process.exit(1);
};
consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
process.once('SIGINT', () => consumer.disconnect());
await consumer.connect().catch(fail);
await consumer.subscribe({ topic: 'freshet.recommendations', fromBeginning: true }).catch(fail);
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ message }) => {
    const userId = message.key.toString();
    if (message.value === null) {
      console.log(`${userId}: erased`);
      return;
    }
    const list = JSON.parse(message.value.toString());
    console.log(`${userId} (${list.trigger}, as of ${list.asOf})`);
    for (const { score, articleId, reasons } of list.items) {
      console.log(`  ${score.toFixed(3).padStart(8)}  ${articleId}  ${reasons.map(({ type }) => type).join(', ')}`);
    }
  },
});
