"""A stream: one Kafka topic, which carries every event of one kind of aggregate, in order by key."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Stream(BaseModel):
    """Declared here, created by the deployment, never by accident. More partitions means a new stream."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(
        pattern=r"^[a-z0-9{}-]+(\.[a-z0-9{}-]+)+$",
        description="Topic name: dots and hyphens, never underscores. `{partner}` stands for a partner's short name.",
    )
    description: str = Field(description="What the stream tells, in one sentence.")
    key: str = Field(description="Whose id is the record key, for example `pair`.")
    partitions: int = Field(default=6, ge=1, description="Count for ever: partition = murmur2(key) modulo this.")
    cleanup: Literal["keep", "expire", "compact"] = Field(
        default="keep", description="Keep everything, expire after `retention_days`, or keep the last record a key."
    )
    retention_days: int | None = Field(default=None, description="Days kept, where `cleanup` is `expire`.")
    sequenced: bool = Field(default=True, description="Whether `ce_sequence` counts 1, 2, 3… within a key.")
    personal: bool = Field(default=False, description="Carries directly identifying data; few may read it.")
    readers: tuple[str, ...] = Field(default=(), description="Services that read it; partners where they may.")

    def of(self, partner: str) -> "Stream":
        """The stream of one partner, where this one stands for every partner's."""
        return self.model_copy(update={"name": self.name.replace("{partner}", partner)})
