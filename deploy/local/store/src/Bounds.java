import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What a filter asks of one field, as far as a sorted index can use it: some values, or a range. */
final class Bounds {

    /** The values that the field may equal, or null for a range. */
    final Collection<?> values;
    /** The ends of a range, both inclusive here; null for none. */
    final Object low;
    final Object high;
    /** Whether a field that holds null is in the range: $exists finds it, a comparison does not. */
    final boolean nulls;

    private Bounds(Collection<?> values, Object low, Object high, boolean nulls) {
        this.values = values;
        this.low = low;
        this.high = high;
        this.nulls = nulls;
    }

    boolean isRange() {
        return values == null;
    }

    /** Null where an index does not help. Other operators beside a known one only narrow further. */
    static Bounds of(Object condition) {
        if (isScalar(condition)) {
            return new Bounds(List.of(condition), null, null, false);
        }
        if (!(condition instanceof Document)) {
            return null;
        }
        Document operators = (Document) condition;
        if (isScalar(operators.get("$eq"))) {
            return new Bounds(List.of(operators.get("$eq")), null, null, false);
        }
        Object in = operators.get("$in");
        if (in instanceof Collection && ((Collection<?>) in).stream().allMatch(Bounds::isScalar)) {
            return new Bounds((Collection<?>) in, null, null, false);
        }
        Object low = first(operators, "$gte", "$gt");
        Object high = first(operators, "$lte", "$lt");
        if (low != null || high != null) {
            return new Bounds(null, low, high, false);
        }
        return Boolean.TRUE.equals(operators.get("$exists")) ? new Bounds(null, null, null, true) : null;
    }

    private static Object first(Document operators, String... names) {
        for (String name : names) {
            if (isScalar(operators.get(name))) {
                return operators.get(name);
            }
        }
        return null;
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
            || value instanceof Instant || value instanceof UUID || value instanceof ObjectId;
    }
}
