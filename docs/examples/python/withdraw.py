"""Withdraws an article: python3 withdraw.py ARTICLE_ID [HOST:PORT]"""

import sys

from confluent_kafka import Producer

article_id = sys.argv[1]
servers = sys.argv[2] if len(sys.argv) > 2 else "localhost:9092"
producer = Producer({"bootstrap.servers": servers, "partitioner": "murmur2_random"})
producer.produce("freshet.articles", key=article_id, value=None)
producer.flush()
