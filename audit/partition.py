"""Kafka's own way from a key to a partition, written once more, so that a fault in the other one shows."""

MULTIPLIER = 0x5BD1E995
WORD = 0xFFFFFFFF


def partition_of(key: str, partitions: int) -> int:
    """Partition of a key, as every Kafka client computes it."""
    return (murmur2(key.encode()) & 0x7FFFFFFF) % partitions


def murmur2(data: bytes) -> int:
    """MurmurHash2 with Kafka's seed, as an unsigned 32-bit number."""
    hashed = 0x9747B28C ^ len(data)
    whole = len(data) & ~3
    for start in range(0, whole, 4):
        word = int.from_bytes(data[start : start + 4], "little") * MULTIPLIER & WORD
        word = (word ^ word >> 24) * MULTIPLIER & WORD
        hashed = hashed * MULTIPLIER & WORD ^ word
    if rest := data[whole:]:
        hashed = (hashed ^ int.from_bytes(rest, "little")) * MULTIPLIER & WORD
    hashed = (hashed ^ hashed >> 13) * MULTIPLIER & WORD
    return hashed ^ hashed >> 15
