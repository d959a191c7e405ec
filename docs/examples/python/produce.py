"""Writes six articles and a few clicks: python3 produce.py [HOST:PORT]"""

import json
import sys
import time
from datetime import datetime, timezone

from confluent_kafka import Producer

ARTICLES = {
    "harbour-bridge": ("Harbour bridge reopens after two years", "local"),
    "rate-decision": ("Central bank holds interest rates", "economy"),
    "mortgage-rates": ("Mortgage rates fall for the third month", "economy"),
    "cup-final": ("Late penalty decides the cup final", "sport"),
    "storm-warning": ("Storm warning for the coast", "local"),
    "chess-champion": ("Chess champion defends her title", "sport"),
}

CLICKS = [
    ("bob", "harbour-bridge"),
    ("bob", "rate-decision"),
    ("carol", "harbour-bridge"),
    ("carol", "rate-decision"),
    ("carol", "mortgage-rates"),
    ("alice", "harbour-bridge"),
]


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def report(error, message):
    if error is not None:
        sys.exit(f"not written to {message.topic()}: {error.str()}; check that Kafka and Freshet run, Kafka at {servers}")


servers = sys.argv[1] if len(sys.argv) > 1 else "localhost:9092"
# murmur2_random is the partitioner of Kafka's Java client; librdkafka's default is another one.
producer = Producer(
    {
        "bootstrap.servers": servers,
        "partitioner": "murmur2_random",
        "enable.idempotence": True,
        # Without a broker librdkafka waits five minutes before it reports an error.
        "message.timeout.ms": 10_000,
    }
)

for article_id, (title, category) in ARTICLES.items():
    article = {"id": article_id, "title": title, "category": category, "language": "en", "publishedAt": now()}
    producer.produce("freshet.articles", key=article_id, value=json.dumps(article), on_delivery=report)
producer.flush()
# Articles reach every instance within a second; readers click on them afterwards.
time.sleep(2)

for number, (user_id, article_id) in enumerate(CLICKS):
    at = now()
    # An eventId makes a click that is sent twice count once.
    click = {"userId": user_id, "articleId": article_id, "at": at, "eventId": f"{user_id}-{number}-{at}"}
    producer.produce("freshet.clicks", key=user_id, value=json.dumps(click), on_delivery=report)
    producer.flush()
    time.sleep(0.5)
print(f"wrote {len(ARTICLES)} articles and {len(CLICKS)} clicks to {servers}")
