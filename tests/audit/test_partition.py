"""Two ways to compute a partition say the same."""

from aiokafka.partitioner import murmur2 as known
from hypothesis import given
from hypothesis import strategies as st

from audit.partition import murmur2


@given(st.binary(max_size=100))
def test_the_auditors_own_murmur2_is_kafkas(data: bytes):
    assert murmur2(data) == known(data) & 0xFFFFFFFF
