import { describeWith, freshPrefix } from '@relais/testkit';
import { eventLogContract } from '../event-log-contract.ts';

await describeWith(['kafka'], 'with Apache Kafka', ({ kafka }) => {
  eventLogContract('the Kafka log', () => ({
    driver: 'kafka',
    brokers: kafka.brokers,
    topicPrefix: `${freshPrefix()}.`,
  }));
});
