"""What Prometheus reads. Labels are names of ours, never anybody's data."""

from prometheus_client import Counter, Gauge, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)

READY = Gauge("relais_ready", "1 where /readyz says yes.")
CONFLICTS = Counter("relais_conflicts_total", "Conditional writes lost to somebody else, then redone.", ["kind"])
PUBLISHED = Counter("relais_published_total", "Events acknowledged by the broker.", ["stream"])
PRODUCERS = Counter("relais_producers_renewed_total", "Producers thrown away after an error that is not retriable.")
APPLIED = Counter("relais_applied_total", "Events whose reactions are done.", ["stream"])
DUPLICATES = Counter("relais_duplicates_dropped_total", "Events that had been heard before.", ["stream"])
GAPS = Counter("relais_gaps_total", "Events that came before their predecessor.", ["stream"])
PARKED = Counter("relais_parked_total", "Events put in the lot, by why.", ["stream", "reason"])
LANES_PARKED = Gauge("relais_lanes_parked", "Lanes that wait for an operator.", ["stream"])
LANES_WAITING = Gauge("relais_lanes_waiting", "Lanes that wait for an event of another stream.", ["stream"])
STOPPED = Gauge("relais_consumer_stopped", "1 where a worker reads no more, because too much was parked.", ["stream"])
OLDEST_PENDING = Gauge("relais_outbox_oldest_seconds", "Age of the oldest event not yet published.", ["kind"])
LAG = Gauge("relais_consumer_lag", "Records not yet read, over this worker's partitions.", ["stream"])
EFFECT_SECONDS = Histogram("relais_effect_seconds", "Event sent to effect written.", ["stream"], buckets=SECONDS)
DUE_RAISED = Counter("relais_due_raised_total", "Documents whose due date was raised.", ["kind"])
DUE_LATE = Histogram("relais_due_late_seconds", "Programme seconds from due to raised.", ["kind"], buckets=SECONDS)
DUE_FAILED = Counter("relais_due_failed_total", "Due dates whose decision failed: a bug, tried again later.", ["kind"])
OUTAGES = Counter("relais_outages_total", "Times that a lane stood because the store or the broker was away.")
HTTP_SECONDS = Histogram("relais_http_seconds", "HTTP answers, by route.", ["route", "status"], buckets=SECONDS)
