"""Erases a reader: python3 erase.py USER_ID [HOST:PORT]"""

import sys

from confluent_kafka import Producer


def report(error, message):
    if error is not None:
        sys.exit(f"not written to {message.topic()}: {error.str()}; check that Kafka and Freshet run, Kafka at {servers}")


user_id = sys.argv[1]
servers = sys.argv[2] if len(sys.argv) > 2 else "localhost:9092"
# Without a broker librdkafka waits five minutes before it reports an error.
producer = Producer({"bootstrap.servers": servers, "partitioner": "murmur2_random", "message.timeout.ms": 10_000})
producer.produce("freshet.erasures", key=user_id, value=b"{}", on_delivery=report)
producer.flush()
print(f"asked to erase {user_id}")
