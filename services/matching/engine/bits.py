"""Counting and finding ones in a word of 64 bits, as single instructions of the machine."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


def _ones(typing: Any, word: Any) -> Any:
    """How many bits are set."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), code


def _lowest(typing: Any, word: Any) -> Any:
    """The number of the lowest bit that is set; 64 where none is."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), code


ones: Any = intrinsic(_ones)
lowest: Any = intrinsic(_lowest)
