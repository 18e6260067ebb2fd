import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A secondary index: equality or $in on leading fields, then perhaps a range or $exists. It gives candidates, at least
 * all that match; the collection matches the whole filter on them. Only called under the lock of its collection.
 */
final class SortedIndex extends Index<Object> {

    /** Stands in the map once a document had an array: two bounds may then be met by two elements of it. */
    private static final List<Object> ARRAYS = List.of();

    /** The values of the fields with the document's _id, which is its position, behind them. */
    private final MVMap<List<Object>, Boolean> entries;
    private final boolean isNew;

    SortedIndex(MVStore file, String map, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        isNew = !file.hasMap(map);
        entries = file.openMap(map, new MVMap.Builder<List<Object>, Boolean>().keyType(new KeyOrder()));
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
        Bounds range = null;
        for (IndexKey key : getKeys().subList(0, narrows(query))) {
            Bounds bounds = Bounds.of(query.get(key.getKey()));
            range = bounds.isRange() ? bounds : null;
            prefixes = bounds.isRange() ? prefixes : Keys.extend(prefixes, bounds.values);
        }
        Set<Object> positions = new LinkedHashSet<>();
        for (List<Object> prefix : prefixes) {
            collect(from(prefix, range), to(prefix, range), positions);
        }
        return positions;
    }

    private static List<Object> from(List<Object> prefix, Bounds range) {
        if (range == null || range.nulls) {
            return prefix;
        }
        return range.low == null ? Keys.with(Keys.with(prefix, null), KeyOrder.LAST) : Keys.with(prefix, range.low);
    }

    private List<Object> to(List<Object> prefix, Bounds range) {
        boolean open = range == null || range.high == null || (range.low != null && entries.containsKey(ARRAYS));
        return Keys.with(open ? prefix : Keys.with(prefix, range.high), KeyOrder.LAST);
    }

    private void collect(List<Object> from, List<Object> to, Set<Object> positions) {
        Iterator<List<Object>> keys = entries.keyIterator(from);
        while (keys.hasNext()) {
            List<Object> key = keys.next();
            if (KeyOrder.order(key, to) > 0) {
                return;
            }
            if (!key.isEmpty()) {
                positions.add(Missing.ofNullable(key.get(key.size() - 1)));
            }
        }
    }

    private Set<List<Object>> keysOf(Document document) {
        return Keys.of(document, keys(), isSparse());
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (Keys.haveArray(document, keys())) {
            entries.putIfAbsent(ARRAYS, true);
        }
        keysOf(document).forEach(key -> entries.put(Keys.with(key, position), true));
    }

    @Override
    public Object remove(Document document) {
        Object position = getPosition(document);
        keysOf(document).forEach(key -> entries.remove(Keys.with(key, position)));
        return position;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!keysOf(before).equals(keysOf(after))) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public Object getPosition(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public boolean canHandle(Document query) {
        return narrows(query) > 0;
    }

    /** Nothing is refused: the index is not unique. */
    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    /** Nothing is refused: the index is not unique. */
    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    /** Whether the collection has to fill it: an old one that is empty would cost a scan at every start. */
    @Override
    public boolean isEmpty() {
        return isNew;
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    /** The database removes the map. */
    @Override
    public void drop() {}
}
