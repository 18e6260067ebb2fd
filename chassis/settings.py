"""Every setting of a service: an environment variable with the prefix RELAIS_."""

from datetime import datetime

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Partner(BaseModel):
    """A company that publishes events to us."""

    network: str = Field(description="Tenant to which the company's events belong: never taken from the event.")
    source: str = Field(description="The `ce_source` of everything that this company sends; any other is rejected.")
    organisation: str = Field(default="", description="Id of the company's organisation in profiles, once registered.")


class ClockSetting(BaseModel):
    """Programme time, the same in every process without coordination."""

    start: datetime = Field(description="Programme instant at which the clock begins.")
    epoch: datetime = Field(description="Real instant that corresponds to `start`.")
    speed: float = Field(default=1.0, gt=0, description="Programme seconds a real second.")
    until: datetime | None = Field(default=None, description="Real instant from which it runs at 1 × again.")


class Settings(BaseSettings):
    """Read once, at start."""

    model_config = SettingsConfigDict(env_prefix="RELAIS_", frozen=True)

    kafka: str = Field(default="127.0.0.1:9092", description="Kafka bootstrap servers, host:port, comma between.")
    mongo: str = Field(default="mongodb://127.0.0.1:27017", description="Address of the store (MongoDB protocol).")
    database: str = Field(default="relais", description="Prefix of the databases: `<prefix>_<service>`.")
    slot: str = Field(default="0", description="Name of this worker's slot: one process a slot and service.")
    clock: ClockSetting | None = Field(default=None, description="Programme time, as JSON; absent: real time.")
    jwks: str = Field(default=".relais/keys/jwks.json", description="File or http(s) address of the token keys (JWKS).")
    issuer: str = Field(default="relais", description="`iss` of the tokens that are accepted.")
    audience: str = Field(default="relais", description="`aud` of the tokens that are accepted.")
    fingerprint_key: str = Field(
        default="", repr=False, description="Secret by which somebody barred is known again after their erasure."
    )
    partners: dict[str, Partner] = Field(default={}, description="Companies that publish, by short name, as JSON.")
    log_level: str = Field(default="INFO", description="Least level that is logged.")
    batch: int = Field(default=500, ge=1, description="Most records that are applied together.")
    batch_wait_ms: int = Field(default=10, ge=1, description="How long a poll of a stream waits for records.")
    session_timeout_ms: int = Field(default=10_000, description="Kafka session time-out of a worker.")
    hand_back_s: float = Field(default=60, description="After so long without broker or store a batch goes back.")
    park_a_minute: int = Field(default=100, description="Most keys of a stream that a worker parks in a minute.")
    park_share: float = Field(default=0.05, description="The same as a share of what it reads in that minute,")
    park_share_of: int = Field(default=500, description="from so many records on. One more: it reads no further.")
    due_poll_ms: int = Field(default=250, ge=250, description="How often due dates are looked for.")
    sweep_age_s: float = Field(default=5, description="Age from which the sweeper publishes a pending event.")
    resends_s: tuple[int, ...] = Field(
        default=(60, 3_600, 86_400), description="When a compacted stream's last word is sent again, seconds."
    )
    watchdog_s: float = Field(default=60, description="A worker that neither polls nor breathes for so long ends.")
    kill_at: str = Field(default="", description="For tests: `<step>` or `<step>:<n>` at which this process is killed.")
