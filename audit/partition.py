"""Kafka's own way from a key to a partition, written once more, so that a fault in the other one shows."""

import struct

MULTIPLIER = 0x5BD1E995
WORD = 0xFFFFFFFF


def partition_of(key: str, partitions: int) -> int:
    """Partition of a key, as every Kafka client computes it."""
    return (murmur2(key.encode()) & 0x7FFFFFFF) % partitions


def murmur2(data: bytes) -> int:
    """MurmurHash2 with Kafka's seed, as an unsigned 32-bit number."""
    hashed = 0x9747B28C ^ len(data)
    words, rest = divmod(len(data), 4)
    for word in struct.unpack_from(f"<{words}I", data):
        mixed = word * MULTIPLIER & WORD
        hashed = hashed * MULTIPLIER & WORD ^ (mixed ^ mixed >> 24) * MULTIPLIER & WORD
    if rest:
        hashed = (hashed ^ int.from_bytes(data[-rest:], "little")) * MULTIPLIER & WORD
    hashed = (hashed ^ hashed >> 13) * MULTIPLIER & WORD
    return hashed ^ hashed >> 15
