"""Writes small files in the format of EB-NeRD with polars, as its authors did: python make.py, in this directory."""

import datetime
import os

import polars as pl

NOON = datetime.datetime(2023, 5, 18, 12, 0, 0)


def seconds(count):
    return NOON + datetime.timedelta(seconds=count)


def articles(path):
    pl.DataFrame(
        {
            "article_id": [1, 2, 3, 4],
            "title": ["Zlatans paradis til salg", "Regn", "", "Sne"],
            "subtitle": ["Zlatan Ibrahimovic har sat", "", "Is", None],
            "last_modified_time": [NOON] * 4,
            "premium": [False] * 4,
            "body": ["Drømmer du om en bolig", "b2", "b3", "b4"],
            "published_time": [seconds(-200_000), seconds(-300_000), seconds(-60), seconds(60)],
            "image_ids": [[1], None, [2], []],
            "article_type": ["article_default"] * 4,
            "url": ["https://portal/1", "https://portal/2", "https://portal/3", None],
            "ner_clusters": [["Zlatan"], [], [], None],
            "topics": [["Sport", "Bolig"], [], [], None],
            "category": [142, 118, 140, 118],
            "subcategory": [[196, 271], [], [], None],
            "category_str": ["sport", "nyheder", "krimi", None],
            "total_inviews": [None, 1, 2, 3],
        },
        schema_overrides={
            "article_id": pl.Int32,
            "published_time": pl.Datetime("us"),
            "category": pl.Int16,
            "total_inviews": pl.Int32,
            "image_ids": pl.List(pl.Int64),
        },
    ).write_parquet(path, compression="zstd")


def behaviors(path, bad_time):
    pl.DataFrame(
        {
            "impression_id": [3, 1, 2, 4],
            "article_id": [None, None, 3, None],
            "impression_time": [seconds(90), NOON, seconds(30), bad_time],
            "read_time": [5.0, 5.0, 6.0, 7.0],
            "device_type": [0, 1, 2, 3],
            "article_ids_inview": [[4, 1], [1, 2], [3, 1], [2]],
            "article_ids_clicked": [[4, 1], [1], [3], []],
            "user_id": [4_000_000_000, 10, 11, 11],
            "session_id": [9, 7, 8, 8],
            "next_read_time": [3.0, 4.0, None, None],
        },
        schema_overrides={
            "impression_id": pl.UInt32,
            "article_id": pl.Int32,
            "impression_time": pl.Datetime("us"),
            "read_time": pl.Float32,
            "device_type": pl.Int8,
            "article_ids_inview": pl.List(pl.Int32),
            "article_ids_clicked": pl.List(pl.Int32),
            "user_id": pl.UInt32,
            "session_id": pl.UInt32,
            "next_read_time": pl.Float32,
        },
    ).write_parquet(path, compression="snappy")


def history(path, bad_dwell):
    pl.DataFrame(
        {
            "user_id": [10, 11],
            "impression_time_fixed": [[seconds(-86_400), seconds(-3_600)], [seconds(-7_200)]],
            "scroll_percentage_fixed": [[1.0, None], [3.0]],
            "article_id_fixed": [[2, 1], [1]],
            "read_time_fixed": [[12.0, None], [bad_dwell]],
        },
        schema_overrides={
            "user_id": pl.UInt32,
            "impression_time_fixed": pl.List(pl.Datetime("us")),
            "article_id_fixed": pl.List(pl.Int32),
            "read_time_fixed": pl.List(pl.Float32),
        },
    ).write_parquet(path, compression="gzip")


for split in ["train", "broken"]:
    os.makedirs(split, exist_ok=True)
articles("articles.parquet")
behaviors("train/behaviors.parquet", seconds(120))
history("train/history.parquet", 5.0)
behaviors("broken/behaviors.parquet", datetime.datetime(2999, 1, 1))
history("broken/history.parquet", -1.0)
