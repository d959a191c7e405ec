"""Erases a reader: python3 erase.py USER_ID [HOST:PORT]"""

import sys

from confluent_kafka import Producer

user_id = sys.argv[1]
servers = sys.argv[2] if len(sys.argv) > 2 else "localhost:9092"
producer = Producer({"bootstrap.servers": servers, "partitioner": "murmur2_random"})
producer.produce("freshet.erasures", key=user_id, value=b"{}")
producer.flush()
