"""Prints the lists on the topic, the last of every reader among them, then each new one: python3 read_lists.py [HOST:PORT]"""

import json
import sys

from confluent_kafka import Consumer

servers = sys.argv[1] if len(sys.argv) > 1 else "localhost:9092"
consumer = Consumer(
    {
        "bootstrap.servers": servers,
        "group.id": "freshet-tutorial",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        # Lists of a transaction that was aborted are not lists.
        "isolation.level": "read_committed",
    }
)
consumer.subscribe(["freshet.recommendations"])
try:
    while True:
        record = consumer.poll(1.0)
        if record is None:
            continue
        if record.error():
            sys.exit(str(record.error()))
        user_id = record.key().decode()
        if record.value() is None:
            print(f"{user_id}: erased")
            continue
        recommendations = json.loads(record.value())
        print(f"{user_id} ({recommendations['trigger']}, as of {recommendations['asOf']})")
        for item in recommendations["items"]:
            reasons = ", ".join(reason["type"] for reason in item["reasons"])
            print(f"  {item['score']:8.3f}  {item['articleId']}  {reasons}")
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
