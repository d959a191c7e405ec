// Prints the last list of every reader, then each new one: node read-lists.js [HOST:PORT]
import { Kafka, logLevel } from 'kafkajs';

const broker = process.argv[2] ?? 'localhost:9092';
const kafka = new Kafka({ clientId: 'freshet-tutorial', brokers: [broker], logLevel: logLevel.ERROR });
// readUncommitted is false by default: lists of an aborted transaction are not delivered.
const consumer = kafka.consumer({ groupId: 'freshet-tutorial-node' });

process.once('SIGINT', () => consumer.disconnect());
await consumer.connect();
await consumer.subscribe({ topic: 'freshet.recommendations', fromBeginning: true });
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
