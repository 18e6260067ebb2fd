import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A secondary index in memory, filled when its collection opens: equality or $in on leading fields, then perhaps a
 * range or $exists. It gives candidates, at least all that match; the collection matches the whole filter on them.
 * Only called under the lock of its collection. A position is a document's _id.
 */
final class SortedIndex extends Index<Object> {

    private static final Object LAST = new Object();
    private final TreeMap<List<Object>, Set<Object>> entries = new TreeMap<>(SortedIndex::compare);
    /** Two bounds may be met by two elements of an array, so only one of them narrows. */
    private boolean arrays;

    SortedIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    /** A prefix stands before all that begins with it; LAST stands behind every value. */
    private static int compare(List<Object> a, List<Object> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            int order = x == LAST || y == LAST
                ? Boolean.compare(x == LAST, y == LAST)
                : ValueComparator.ascWithoutListHandling().compare(x, y);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** How many leading fields of the index the filter settles, 0 for none. */
    int narrows(Document query) {
        int settled = 0;
        for (IndexKey key : getKeys()) {
            Bounds bounds = Bounds.of(query.get(key.getKey()));
            if (bounds == null) {
                break;
            }
            settled++;
            if (bounds.isRange()) {
                break;
            }
        }
        return settled;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        List<List<Object>> prefixes = List.of(List.of());
        Set<Object> positions = new LinkedHashSet<>();
        Bounds range = null;
        for (IndexKey key : getKeys().subList(0, narrows(query))) {
            Bounds bounds = Bounds.of(query.get(key.getKey()));
            range = bounds.isRange() ? bounds : null;
            prefixes = bounds.isRange() ? prefixes : extend(prefixes, bounds.values);
        }
        for (List<Object> prefix : prefixes) {
            List<Object> from = range == null || range.nulls ? prefix
                : range.low == null ? with(with(prefix, null), LAST) : with(prefix, range.low);
            List<Object> to = with(
                range == null || range.high == null || (arrays && range.low != null) ? prefix : with(prefix, range.high),
                LAST);
            if (compare(from, to) < 0) {
                entries.subMap(from, to).values().forEach(positions::addAll);
            }
        }
        return positions;
    }

    private static List<List<Object>> extend(Collection<List<Object>> prefixes, Collection<?> values) {
        List<List<Object>> longer = new ArrayList<>();
        prefixes.forEach(prefix -> values.forEach(value -> longer.add(with(prefix, value))));
        return longer;
    }

    private static List<Object> with(List<Object> prefix, Object value) {
        List<Object> longer = new ArrayList<>(prefix);
        longer.add(value);
        return longer;
    }

    /** One key, or one for each element of an array; none for a document that a sparse index leaves out. */
    private List<List<Object>> keysOf(Document document) {
        if (isSparse() && keys().stream().noneMatch(key -> holds(document, key))) {
            return List.of();
        }
        List<List<Object>> found = List.of(List.of());
        for (String key : keys()) {
            Object value = Utils.getSubdocumentValueCollectionAware(document, key);
            arrays |= value instanceof Collection;
            boolean many = value instanceof Collection && !((Collection<?>) value).isEmpty();
            found = extend(found, many ? (Collection<?>) value : Collections.singletonList(single(value)));
        }
        return found;
    }

    private static Object single(Object value) {
        return value instanceof Collection ? null : value;
    }

    private static boolean holds(Document document, String key) {
        return !(Utils.getSubdocumentValueCollectionAware(document, key) instanceof Missing);
    }

    private static Object position(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        keysOf(document).forEach(key -> entries.computeIfAbsent(key, k -> new LinkedHashSet<>(2)).add(position));
    }

    @Override
    public Object remove(Document document) {
        Object position = position(document);
        for (List<Object> key : keysOf(document)) {
            entries.computeIfPresent(key, (k, positions) -> {
                positions.remove(position);
                return positions.isEmpty() ? null : positions;
            });
        }
        return position;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        List<List<Object>> keys = keysOf(before);
        if (!keys.equals(keysOf(after))) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public Object getPosition(Document document) {
        return position(document);
    }

    @Override
    public boolean canHandle(Document query) {
        return narrows(query) > 0;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Nothing is refused: the index is not unique.
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // Nothing is refused: the index is not unique.
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
