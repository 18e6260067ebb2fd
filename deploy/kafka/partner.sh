#!/usr/bin/env bash
# One principal a company: it writes its own inbound stream, reads its own receipts, and nothing else.
#   KAFKA_PARTNER_PASSWORD=… deploy/kafka/partner.sh <broker> <admin.properties> <partner>
# Needs Kafka's own kafka-acls.sh and kafka-configs.sh on the PATH. `partner` is its short name in RELAIS_PARTNERS.
set -euo pipefail
broker=$1 admin=$2 partner=$3
user="partner-$partner"

configs() { kafka-configs.sh --bootstrap-server "$broker" --command-config "$admin" --alter "$@"; }
may() { kafka-acls.sh --bootstrap-server "$broker" --command-config "$admin" --add --allow-principal "User:$user" "$@"; }

configs --entity-type users --entity-name "$user" --add-config-file <(
  printf 'SCRAM-SHA-512=[iterations=8192,password=%s]\n' "$KAFKA_PARTNER_PASSWORD" # never an argument: ps shows those
)
configs --entity-type users --entity-name "$user" \
  --add-config "producer_byte_rate=262144,consumer_byte_rate=1048576,request_percentage=10"

may --operation Write --operation Describe --topic "partners.$partner.inbound.v1"
may --operation Read --operation Describe --topic "partners.$partner.receipts.v1"
may --operation Read --group "partners.$partner." --resource-pattern-type prefixed
